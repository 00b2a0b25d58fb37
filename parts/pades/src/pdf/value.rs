//! The values of PDF (ISO 32000-1 section 7.3) and how they are written.
use std::ops::Range;

/// The name of an indirect object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    pub number: u32,
    pub generation: u16,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    /// A number with a fraction, as it is written.
    Real(Vec<u8>),
    Name(Vec<u8>),
    /// A string, and whether it is written in hexadecimal digits.
    Text(Vec<u8>, bool),
    Array(Vec<Value>),
    Dict(Dict),
    Stream(Stream),
    Ref(Id),
}

/// A dictionary in the order of the file; no key twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dict(pub Vec<(Vec<u8>, Value)>);

/// A stream: its dictionary and where its bytes lie in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    pub dict: Dict,
    pub data: Range<usize>,
}

impl Dict {
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value)
    }

    pub fn set(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| name == key.as_bytes()) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.as_bytes().to_vec(), value)),
        }
    }

    pub fn remove(&mut self, key: &str) {
        self.0.retain(|(name, _)| name != key.as_bytes());
    }

    /// The same with another value.
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Dict {
        self.set(key, value);
        self
    }

    /// Whether a key holds this name.
    pub fn is(&self, key: &str, name: &str) -> bool {
        self.get(key).and_then(Value::name) == Some(name.as_bytes())
    }
}

impl Value {
    pub fn int(&self) -> Option<i64> {
        if let Value::Int(number) = self { Some(*number) } else { None }
    }

    pub fn name(&self) -> Option<&[u8]> {
        if let Value::Name(name) = self { Some(name) } else { None }
    }

    pub fn array(&self) -> Option<&[Value]> {
        if let Value::Array(list) = self { Some(list) } else { None }
    }

    pub fn reference(&self) -> Option<Id> {
        if let Value::Ref(id) = self { Some(*id) } else { None }
    }

    /// The dictionary of a dictionary or of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Value::Dict(dict) => Some(dict),
            Value::Stream(stream) => Some(&stream.dict),
            Value::Null
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Real(_)
            | Value::Name(_)
            | Value::Text(..)
            | Value::Array(_)
            | Value::Ref(_) => None,
        }
    }

    /// A number, whole or not.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Int(number) => Some(*number as f64),
            Value::Real(text) => std::str::from_utf8(text).ok()?.parse().ok().filter(|number: &f64| number.is_finite()),
            Value::Null
            | Value::Bool(_)
            | Value::Name(_)
            | Value::Text(..)
            | Value::Array(_)
            | Value::Dict(_)
            | Value::Stream(_)
            | Value::Ref(_) => None,
        }
    }

    /// Writes the value; of a stream only its dictionary.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Value::Null => out.extend(b"null"),
            Value::Bool(true) => out.extend(b"true"),
            Value::Bool(false) => out.extend(b"false"),
            Value::Int(number) => out.extend(number.to_string().bytes()),
            Value::Real(text) => out.extend(text),
            Value::Name(name) => write_name(name, out),
            Value::Text(text, true) => {
                out.push(b'<');
                for byte in text {
                    out.extend(format!("{byte:02X}").bytes());
                }
                out.push(b'>');
            }
            Value::Text(text, false) => write_literal(text, out),
            Value::Array(list) => {
                out.push(b'[');
                for (number, value) in list.iter().enumerate() {
                    if number > 0 {
                        out.push(b' ');
                    }
                    value.write(out);
                }
                out.push(b']');
            }
            Value::Dict(dict) => dict.write(out),
            Value::Stream(stream) => stream.dict.write(out),
            Value::Ref(id) => out.extend(format!("{} {} R", id.number, id.generation).bytes()),
        }
    }
}

impl Dict {
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(b"<<");
        for (key, value) in &self.0 {
            write_name(key, out);
            out.push(b' ');
            value.write(out);
        }
        out.extend(b">>");
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}

fn write_literal(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            b' '..=b'~' => out.push(*byte),
            byte => out.extend(format!("\\{byte:03o}").bytes()),
        }
    }
    out.push(b')');
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Int(number)
    }
}

impl From<Id> for Value {
    fn from(id: Id) -> Value {
        Value::Ref(id)
    }
}

impl From<Dict> for Value {
    fn from(dict: Dict) -> Value {
        Value::Dict(dict)
    }
}

impl From<Vec<Value>> for Value {
    fn from(list: Vec<Value>) -> Value {
        Value::Array(list)
    }
}

/// A name.
impl From<&str> for Value {
    fn from(name: &str) -> Value {
        Value::Name(name.as_bytes().to_vec())
    }
}
