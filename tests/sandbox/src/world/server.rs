//! One server's view: which posts and people it has heard of, under which ids.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::id::{IdStyle, Key, PersonNo, PostNo, ServerNo};
use super::person::Index;
use crate::corpus::names;

#[derive(Debug)]
pub struct Server {
    pub no: ServerNo,
    pub name: String,
    /// Host and port, as people write it in handles.
    pub domain: String,
    /// The host of its people's handles, where it is another.
    pub handles: Option<String>,
    /// Its addresses begin with https.
    pub https: bool,
    pub ids: IdStyle,
    /// The local key of every post of the world; 0 where this server does not know it.
    pub keys: Vec<Key>,
    pub all: Index,
    /// Those that came by themselves, and so went to homes; others were only looked up.
    pub arrived: HashSet<PostNo>,
    pub local: Index,
    pub tags: HashMap<String, Index>,
    pub authors: HashMap<PersonNo, Index>,
    /// Which wording it has, where that is not the first.
    pub revisions: HashMap<PostNo, usize>,
    pub people: BTreeSet<PersonNo>,
    pub by_account: BTreeMap<Key, PersonNo>,
    /// Servers that it has nothing to do with.
    pub shuts_out: BTreeSet<ServerNo>,
    /// Its custom emoji by their codes, with their categories.
    pub emoji: BTreeMap<String, Option<&'static str>>,
}

fn emoji(no: ServerNo) -> BTreeMap<String, Option<&'static str>> {
    let common = names::EMOJI.iter().map(|code| ((*code).to_owned(), None));
    let own = names::OWN_EMOJI.get(no.at()).copied().unwrap_or_default();
    let category = |code: &str| code.starts_with("blob").then_some("Blobs");
    let own = own
        .iter()
        .map(|code| ((*code).to_owned(), category(code).or(Some("From here"))));
    let mut all: BTreeMap<_, _> = common.chain(own).collect();
    all.insert("blobwave".into(), Some("Blobs"));
    all
}

impl Server {
    pub fn new(no: ServerNo, name: &str, site: &str, https: bool) -> Self {
        Self {
            no,
            name: name.to_owned(),
            domain: format!("{name}.{site}"),
            handles: None,
            https,
            // The third server writes ULIDs, to catch clients that take ids for numbers.
            ids: if no.0 % 3 == 2 {
                IdStyle::Ulid
            } else {
                IdStyle::Snowflake
            },
            keys: Vec::new(),
            all: Index::new(),
            arrived: HashSet::new(),
            local: Index::new(),
            tags: HashMap::new(),
            authors: HashMap::new(),
            revisions: HashMap::new(),
            people: BTreeSet::new(),
            by_account: BTreeMap::new(),
            emoji: emoji(no),
            shuts_out: BTreeSet::new(),
        }
    }

    /// What it calls itself, and the version of that.
    pub fn software(&self) -> (&'static str, &'static str) {
        match self.ids {
            IdStyle::Snowflake => ("mastodon", "4.5.0"),
            IdStyle::Ulid => ("gotosocial", "0.20.0"),
        }
    }

    /// Whether two requests with one `Idempotency-Key` make one post.
    pub fn heeds_keys(&self) -> bool {
        self.software().0 == "mastodon"
    }

    /// Whether it knows what a quote is; who does not takes no notice of one.
    pub fn quotes(&self) -> bool {
        self.software().0 == "mastodon"
    }

    /// How many lines of their own a profile may have.
    pub fn fields(&self) -> usize {
        match self.ids {
            IdStyle::Snowflake => 4,
            IdStyle::Ulid => 6,
        }
    }

    /// How many characters a post may have.
    pub fn longest(&self) -> usize {
        match self.ids {
            IdStyle::Snowflake => 500,
            IdStyle::Ulid => 5000,
        }
    }

    /// The host that stands in handles.
    pub fn handle_host(&self) -> &str {
        self.handles.as_deref().unwrap_or(&self.domain)
    }

    pub fn base(&self) -> String {
        let scheme = if self.https { "https" } else { "http" };
        format!("{scheme}://{}", self.domain)
    }

    /// The local key of a post, if this server knows it.
    pub fn key(&self, post: PostNo) -> Option<Key> {
        self.keys.get(post.at()).copied().filter(|key| *key != 0)
    }

    pub fn knows(&self, post: PostNo) -> bool {
        self.key(post).is_some()
    }

    pub fn post_id(&self, post: PostNo) -> Option<String> {
        self.key(post).map(|key| self.ids.show(key))
    }

    pub fn find_post(&self, id: &str) -> Option<PostNo> {
        self.all.get(&self.ids.read(id)?).copied()
    }

    pub fn find_person(&self, id: &str) -> Option<PersonNo> {
        self.by_account.get(&self.ids.read(id)?).copied()
    }
}
