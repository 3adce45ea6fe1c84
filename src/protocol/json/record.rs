//! Records of our own, as they are derived, out of JSON: for what is read at
//! the start, before there is anything on screen. `serde_json` can do far more
//! and weighs three times as much.

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected,
        VariantAccess, Visitor, value::BorrowedStrDeserializer,
    },
    forward_to_deserialize_any,
};

use super::value::{Json, Kind, Node};

/// Reads one record; `None` if the text is no JSON, or another record's.
pub fn record<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
    let document = super::whole(text).ok()?;
    T::deserialize(document.root()).ok()
}

/// That a value is not what the record wants there. Nobody asks for more.
#[derive(Debug)]
pub struct Unfit;

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("another record")
    }
}

impl std::error::Error for Unfit {}

// Without the methods that say what was expected, their words would be linked.
impl Error for Unfit {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_value(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn missing_field(_: &'static str) -> Self {
        Self
    }
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

type Read<'de, V> = Result<<V as Visitor<'de>>::Value, Unfit>;

impl<'de> Deserializer<'de> for Json<'_, 'de> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<'de, V> {
        match self.kind() {
            Kind::True => visitor.visit_bool(true),
            Kind::False => visitor.visit_bool(false),
            Kind::Whole => visitor.visit_i64(self.source().parse().map_err(|_| Unfit)?),
            Kind::Null | Kind::Broken => Err(Unfit),
            Kind::Text | Kind::Escaped => self.deserialize_str(visitor),
            Kind::List => self.deserialize_seq(visitor),
            Kind::Map => self.deserialize_map(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<'de, V> {
        match self.as_text().filter(|_| self.kind() != Kind::Whole) {
            Some(text) => visitor.visit_string(text.into_owned()),
            None => Err(Unfit),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<'de, V> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<'de, V> {
        match self.kind() {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<'de, V> {
        let items = self.is_list().then(|| self.inner()).ok_or(Unfit)?;
        visitor.visit_seq(Entries(items))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<'de, V> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<'de, V> {
        let entries = self.is_map().then(|| self.inner()).ok_or(Unfit)?;
        visitor.visit_map(Entries(entries))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<'de, V> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Read<'de, V> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<'de, V> {
        visitor.visit_enum(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<'de, V> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple_struct identifier
    }
}

/// The entries of a list or map that are yet to be read.
struct Entries<'t, 'a>(&'t [Node<'a>]);

impl<'t, 'a> Entries<'t, 'a> {
    fn next(&mut self) -> Option<Json<'t, 'a>> {
        let (next, rest) = self.0.split_at_checked(self.0.first()?.size)?;
        self.0 = rest;
        Some(Json::new(next))
    }
}

impl<'de> SeqAccess<'de> for Entries<'_, 'de> {
    type Error = Unfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unfit> {
        self.next().map(|it| seed.deserialize(it)).transpose()
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Unfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unfit> {
        let key = |node: &Node<'de>| seed.deserialize(BorrowedStrDeserializer::new(node.key));
        self.0.first().map(key).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Unfit> {
        seed.deserialize(self.next().ok_or(Unfit)?)
    }
}

/// `"Variant"`, or `{"Variant": …}`.
impl<'t, 'de> EnumAccess<'de> for Json<'t, 'de> {
    type Error = Unfit;
    type Variant = Json<'t, 'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Unfit> {
        if !self.is_map() {
            return Ok((seed.deserialize(self)?, self));
        }
        let node = self.inner().first().ok_or(Unfit)?;
        let name: BorrowedStrDeserializer<Unfit> = BorrowedStrDeserializer::new(node.key);
        Ok((seed.deserialize(name)?, Json::new(self.inner())))
    }
}

impl<'de> VariantAccess<'de> for Json<'_, 'de> {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Unfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<'de, V> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<'de, V> {
        self.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests;
