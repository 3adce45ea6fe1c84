//! The poll of a letter.

use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    pub options: Vec<String>,
    /// One may choose several.
    pub multiple: bool,
    /// Nobody sees the counts before the end.
    pub hides: bool,
    /// For how many seconds one may vote.
    pub lasts: u32,
}

impl Default for Question {
    fn default() -> Self {
        Self {
            options: vec![String::new(), String::new()],
            multiple: false,
            hides: false,
            lasts: 24 * 60 * 60,
        }
    }
}

impl Question {
    /// What there is to choose from: what was left empty is not asked.
    pub fn asked(&self) -> Vec<&str> {
        let all = self.options.iter().map(|it| it.trim());
        all.filter(|it| !it.is_empty()).collect()
    }
}
