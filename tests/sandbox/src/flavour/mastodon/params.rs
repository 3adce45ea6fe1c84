//! Parameters as Rails reads them: query, form and JSON all become one tree.

use serde_json::{Map, Value};

/// `a=1&b[]=2&c[d]=3` as `{"a":"1","b":["2"],"c":{"d":"3"}}`.
pub fn from_form(text: &str, into: &mut Value) {
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        insert(into, &decode(key), Value::String(decode(value)));
    }
}

/// A query string as a tree.
pub fn query(text: &str) -> Value {
    let mut tree = Value::Object(Map::new());
    from_form(text, &mut tree);
    tree
}

/// Percent-decoding, with `+` for a space.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                match (hex(ahead.next()), hex(ahead.next())) {
                    (Some(a), Some(b)) => {
                        bytes.push((a * 16 + b) as u8);
                        rest = ahead;
                    }
                    _ => bytes.push(byte),
                }
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Puts a value at `a[b][]`.
pub fn insert(into: &mut Value, key: &str, value: Value) {
    let (first, rest) = match key.find('[') {
        Some(at) => key.split_at(at),
        None => (key, ""),
    };
    let mut path = vec![first];
    let inner: Vec<&str> = rest
        .strip_prefix('[')
        .and_then(|r| r.strip_suffix(']'))
        .map(|r| r.split("][").collect())
        .unwrap_or_default();
    path.extend(inner);
    place(into, &path, value);
}

fn place(into: &mut Value, path: &[&str], value: Value) {
    let Some((first, rest)) = path.split_first() else {
        *into = value;
        return;
    };
    if first.is_empty() {
        if !into.is_array() {
            *into = Value::Array(Vec::new());
        }
        let Some(list) = into.as_array_mut() else {
            return;
        };
        // `a[][b]=1&a[][c]=2` fills one object until a key repeats.
        let fits = rest.first().is_some_and(|key| {
            list.last()
                .and_then(Value::as_object)
                .is_some_and(|last| !last.contains_key(*key))
        });
        if !fits {
            list.push(Value::Null);
        }
        if let Some(last) = list.last_mut() {
            place(last, rest, value);
        }
        return;
    }
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    if let Some(map) = into.as_object_mut() {
        place(
            map.entry((*first).to_owned()).or_insert(Value::Null),
            rest,
            value,
        );
    }
}

/// Lays one object over another.
pub fn merge(into: &mut Value, other: Value) {
    match (into.as_object_mut(), other) {
        (Some(map), Value::Object(other)) => map.extend(other),
        (None, other) => *into = other,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rails_brackets_become_a_tree() {
        let mut tree = json!({});
        from_form(
            "a=1+2%21&b[]=x&b[]=y&c[d]=3&e[][k]=1&e[][l]=2&e[][k]=4",
            &mut tree,
        );
        assert_eq!(
            tree,
            json!({"a":"1 2!","b":["x","y"],"c":{"d":"3"},"e":[{"k":"1","l":"2"},{"k":"4"}]})
        );
    }
}
