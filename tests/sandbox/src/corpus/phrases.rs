//! Sentences with one blank, by topic, and what people answer.

pub struct Topic {
    pub things: &'static [&'static str],
    /// `{}` stands for a thing.
    pub lines: &'static [&'static str],
    pub tags: &'static [&'static str],
    pub links: &'static [&'static str],
}

pub const TOPICS: &[Topic] = &[
    Topic {
        things: &[
            "the big atlas",
            "a 1931 cookbook",
            "the new poetry shelf",
            "a book on moss",
            "the map room",
            "an unread novel",
        ],
        lines: &[
            "somebody returned {} today, nine years late, with an apology and a bar of chocolate.",
            "I spent my whole lunch break with {} and regret nothing.",
            "the library finally found {} behind the radiator.",
            "if you have not seen {} yet, go on a rainy afternoon.",
            "there is a pencil note in the margin of {}: \"not so\". I agree.",
            "we are looking for volunteers to help move {} on Saturday.",
        ],
        tags: &["library", "books", "reading"],
        links: &[
            "https://library.example.org/catalogue/opening-hours",
            "https://example.org/reading/lists/2026/the-quiet-shelf-and-other-stories",
        ],
    },
    Topic {
        things: &[
            "the sourdough",
            "rye with caraway",
            "my first brioche",
            "a very flat loaf",
            "the starter",
            "cardamom buns",
        ],
        lines: &[
            "{} came out of the oven and did not survive ten minutes.",
            "second day with {}; the kitchen smells like a good decision.",
            "I may have forgotten the salt in {}. Again.",
            "note to self: {} needs an hour more than you think.",
            "my neighbour traded half a dozen eggs for {}.",
            "is there a trick to {}, or is it just patience? :bread:",
        ],
        tags: &["bread", "baking", "sourdough"],
        links: &[
            "https://bread.example.org/recipes/rye-with-caraway?servings=2&units=metric",
            "https://example.org/hydration",
        ],
    },
    Topic {
        things: &[
            "the 6:42",
            "the night train",
            "the old railcar",
            "platform three",
            "the slow line along the river",
            "the replacement bus",
        ],
        lines: &[
            "{} was on time today. Everybody looked suspicious.",
            "sat in {} next to somebody knitting a very small hat.",
            "from the window of {}: fog, two deer, one heron.",
            "they are bringing back {} in spring! :train:",
            "I could write a whole novel about {} and nobody would get off early.",
            "an announcement on {} just said \"we do not know either\".",
        ],
        tags: &["trains", "travel", "nighttrain"],
        links: &[
            "https://trains.example.org/timetable?from=north&to=harbour&via=old%20bridge",
            "https://example.org/railmap",
        ],
    },
    Topic {
        things: &[
            "a kingfisher",
            "the swifts",
            "two long-tailed tits",
            "a very cross wren",
            "the resident heron",
            "a goldfinch",
        ],
        lines: &[
            "{} by the canal this morning, for three whole seconds.",
            "counted for an hour: {} and eleven pigeons.",
            "{} has discovered the feeder, and now there are opinions.",
            "recorded {} at dawn; you can hear my neighbour sneeze at 0:41.",
            "no pictures, only memory: {} in the first sun. :bird:",
            "first of the year: {}!",
        ],
        tags: &["birds", "birding", "nature"],
        links: &[
            "https://birds.example.org/sightings/2026/spring",
            "https://example.org/hide",
        ],
    },
    Topic {
        things: &[
            "the borrow checker",
            "this race condition",
            "a parser I wrote in 2019",
            "the test suite",
            "one missing semicolon",
            "the release script",
        ],
        lines: &[
            "spent the day with {}. We are now on first-name terms.",
            "{} was right and I was wrong, and I have the diff to prove it.",
            "deleted four hundred lines and {} got faster.",
            "today's lesson from {}: write the failing test first.",
            "explained {} to a rubber duck; the duck asked a good question.",
            "it turns out that {} only fails on Tuesdays. There is a reason. It is not a good reason.",
        ],
        tags: &["rust", "programming", "code"],
        links: &[
            "https://code.example.org/projects/skylark/issues/1742#comment-9",
            "https://docs.example.org/book/ch04-01-what-is-ownership.html",
        ],
    },
    Topic {
        things: &[
            "first snow",
            "a proper thunderstorm",
            "fog on the river",
            "the warmest evening so far",
            "sideways rain",
            "a double rainbow",
        ],
        lines: &[
            "{}. The whole street is at the window.",
            "forecast said sun; we got {}.",
            "cycled home through {} and arrived as a puddle.",
            "there is something about {} that makes tea taste better.",
            "{} over the harbour just now, and my phone was at home.",
            "the cat is not impressed by {}. :rain:",
        ],
        tags: &["weather", "clouds"],
        links: &[
            "https://weather.example.org/radar/live",
            "https://example.org/clouds/atlas/altocumulus-stratiformis-translucidus",
        ],
    },
    Topic {
        things: &[
            "the tomatoes",
            "a volunteer pumpkin",
            "the compost",
            "my neighbour's roses",
            "the last lettuce",
            "an entire bed of mint",
        ],
        lines: &[
            "{} did better without me. I am trying not to take it personally.",
            "the slugs have found {}. It was a good week while it lasted.",
            "planted too much again: anyone want {}?",
            "sat in the garden and listened to {}. Nothing happened. Perfect.",
            "it took three years, but look at {} now.",
        ],
        tags: &["garden", "gardening"],
        links: &[
            "https://garden.example.org/calendar/what-to-sow-now",
            "https://example.org/seed-swap",
        ],
    },
];

pub const REPLIES: &[&str] = &[
    "Oh, this made my morning.",
    "Same here, and it was raining too.",
    "Do you have a recipe for that?",
    "I would read a whole book about this.",
    "Are you sure? I remember it differently.",
    "Please tell us how it ended!",
    "The one near the old bridge? I was there yesterday.",
    "Thank you, I needed this today. :sparkle:",
    "I tried that once. We do not talk about it.",
    "My grandmother swore by it.",
    "Wait, that works?!",
    "Adding this to my list for the weekend.",
    "Counterpoint: no.",
    "Yes! A thousand times yes.",
    "There is a good article on that: https://example.org/archive/2025/11/notes",
    "Only if there is cake.",
    "I can bring a ladder.",
    "It took me years to notice that.",
    "Could you post a picture?",
    "Sounds like a job for a rubber duck.",
];

pub const EMOJI: &[&str] = &[
    "☕",
    "🌧️",
    "🥖",
    "🚆",
    "📚",
    "🐦",
    "😀",
    "👩‍💻",
    ":sparkle:",
    ":blobwave:",
];

/// Descriptions of pictures.
pub const ALTS: &[&str] = &[
    "Rolling hills under an evening sky, in soft layers of colour.",
    "A landscape at dusk; the sun is low behind three ridges.",
    "Distant mountains fading into mist.",
    "A wide valley with a pale sun.",
];

pub const WARNINGS: &[&str] = &[
    "food",
    "long post about work",
    "spoilers for a 1931 cookbook",
    "spider (small, friendly)",
    "politics, mild",
];

pub const POLLS: &[(&str, &[&str])] = &[
    (
        "What do you have with your bread?",
        &["Butter", "Jam", "Cheese", "More bread :bread:"],
    ),
    ("Window or aisle on the night train?", &["Window", "Aisle"]),
    (
        "Tabs or spaces? (I know, I know.)",
        &["Tabs", "Spaces", "Whatever the formatter says"],
    ),
    (
        "Which bird would you be?",
        &["Heron", "Wren", "Swift", "A very cross goose"],
    ),
];

pub const CARDS: &[(&str, &str, &str, &str)] = &[
    (
        "https://library.example.org/news/the-atlas-is-back",
        "The atlas is back",
        "After forty years behind a radiator, the town's largest book returns to the reading room.",
        "Town Library",
    ),
    (
        "https://trains.example.org/news/night-line-returns-in-spring",
        "Night line returns in spring",
        "Sleeper carriages will run along the river again from April.",
        "Railway Gazette",
    ),
    (
        "https://code.example.org/blog/delete-more-code",
        "Delete more code",
        "A short essay on the joy of fewer lines.",
        "Skylark",
    ),
];

/// How the weather bot begins.
pub const FORECASTS: &[&str] = &[
    "Fog until ten, then sun.",
    "Showers from the west.",
    "Clear and cold.",
    "Thunder in the afternoon.",
    "Light snow above the town.",
    "Dry all day.",
];
