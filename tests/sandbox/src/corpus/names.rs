//! Names in several scripts: (login, shown name, language).

pub const PEOPLE: &[(&str, &str, &str)] = &[
    ("mira", "Mira Lindqvist", "en"),
    ("tomas", "Tomás Oliveira", "en"),
    ("layla", "ليلى حداد", "ar"),
    ("noam", "נעם ברק", "he"),
    ("yuki", "佐藤 ゆき", "ja"),
    ("minjun", "김민준", "ko"),
    ("asha", "आशा वर्मा", "hi"),
    ("dmitri", "Дмитрий Волков", "ru"),
    ("pip", "Pip 🌱", "en"),
    ("wren", "wren :bread: :train:", "en"),
    (
        "longname",
        "Alexandrina Philippa Georgiana of the Upper Reading Room, Keeper of Overdue Books & Lost Umbrellas",
        "en",
    ),
    ("weatherbot", "Weather Bot 🤖", "en"),
    ("ines", "Inês Carvalho", "en"),
    ("kofi", "Kofi Mensah", "en"),
    ("jun", "じゅん :cat_sleep:", "ja"),
    ("salma", "سلمى المنصوري", "ar"),
    ("oskar", "Oskar Nowak", "en"),
    ("tamar", "תמר לוי", "he"),
    ("grace", "Grace O'Malley", "en"),
    ("sora", "하늘", "ko"),
    ("vera", "Вера Соколова", "ru"),
    ("ravi", "रवि शर्मा", "hi"),
    ("juno", "Juno <3 & friends", "en"),
    ("emil", "emil (he/him) 🚲📚", "en"),
    ("freya", "Freya", "en"),
    ("library", "The Town Library", "en"),
    ("kenji", "高橋 健二", "ja"),
    ("nadia", "Nadia Benali", "en"),
];

pub const LOGINS: &[(&str, &str)] = &[
    ("ana", "Ana Ferreira"),
    ("bo", "Bo Andersson :sparkle:"),
    ("haru", "春 Haru"),
];

pub const NOTES: &[&str] = &[
    "Reads too much, bakes on Sundays, takes the slow train.",
    "Birds, compilers, and the occasional loaf. #birds #rust",
    "Librarian by day, astronomer by night.\n\nOpinions are borrowed and due back in three weeks.",
    "I collect timetables. Ask me about the 6:42.",
    "Gardener of small things. https://example.org/garden",
    "Mostly pictures of clouds. Mostly grey ones.",
    "",
];

pub const FIELDS: &[(&str, &str)] = &[
    ("Website", "https://example.org/"),
    ("Pronouns", "they/them"),
    ("Garden", "two pots and a dream"),
    ("Favourite station", "the one with the café"),
];

/// Custom emoji that one server alone has, by its place, and that have a category.
pub const OWN_EMOJI: &[&[&str]] = &[
    &["lighthouse", "herring", "blob_one"],
    &["tulip", "windmill", "blob_two"],
    &["mountain", "blob_three"],
];

/// Custom emoji every server has.
pub const EMOJI: &[&str] = &[
    "bread",
    "train",
    "cat_sleep",
    "sparkle",
    "bird",
    "book",
    "rain",
    "blobwave",
];
