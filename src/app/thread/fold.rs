//! Folding what answers a post away, and unfolding it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use leptos::prelude::*;

use crate::{
    app::{
        kit::el::{Bit, button, live},
        state::Talk,
        words,
    },
    core::{id::PostUri, thread::Branch},
};

/// What is folded of a conversation, and how much stands under each post. A handle.
#[derive(Clone, Copy)]
pub struct Folds {
    folded: RwSignal<BTreeSet<PostUri>>,
    below: Memo<Arc<HashMap<PostUri, usize>>>,
}

impl Folds {
    /// Nothing is folded yet.
    pub fn new(talk: Talk) -> Self {
        Self {
            folded: RwSignal::new(BTreeSet::new()),
            below: Memo::new(move |_| Arc::new(talk.branches.with(|all| below(all)))),
        }
    }

    /// The posts that are not under a folded one, in reading order.
    pub fn shown(&self, all: &[Branch]) -> Vec<PostUri> {
        self.folded.with(|folded| {
            let mut hidden = None;
            let shown = all.iter().filter(|branch| {
                if hidden.is_some_and(|depth| branch.depth > depth) {
                    return false;
                }
                hidden = folded.contains(&branch.post).then_some(branch.depth);
                true
            });
            shown.map(|branch| branch.post.clone()).collect()
        })
    }

    /// The way to fold what answers a post, or to unfold it.
    pub fn way(self, post: &PostUri) -> Bit {
        let about = post.clone();
        let count = Memo::new(move |_| self.below.with(|all| all.get(&about).copied()));
        let about = post.clone();
        let is_folded = Memo::new(move |_| self.folded.with(|all| all.contains(&about)));
        let about = post.clone();
        live(move || {
            let (count, folded, about) = (count.get()?, is_folded.get(), about.clone());
            let turn = move || {
                self.folded.update(|all| {
                    if !all.remove(&about) {
                        all.insert(about.clone());
                    }
                });
            };
            let way = button("reply__fold")
                .at("aria-expanded", &(!folded).to_string())
                .click(turn);
            Some(way.put(words::fold(count, folded)))
        })
    }
}

/// How many stand under each post that is answered.
fn below(all: &[Branch]) -> HashMap<PostUri, usize> {
    let mut below = HashMap::new();
    // The branches above the one that is looked at, from the root on.
    let mut path: Vec<(usize, &PostUri)> = Vec::new();
    for branch in all {
        while path.last().is_some_and(|(depth, _)| *depth >= branch.depth) {
            path.pop();
        }
        for (_, post) in &path {
            *below.entry((*post).clone()).or_default() += 1;
        }
        path.push((branch.depth, &branch.post));
    }
    below
}
