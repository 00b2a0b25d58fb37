//! Changing a form step by step, for a builder: each act leaves a form without faults or changes nothing.

use std::fmt;
use std::str::FromStr;

use indonesia::kata;

use crate::kind::Kind;
use crate::model::{Fault, Field, Form, Item, Step};

/// Where an item stands: page, place on it, and place inside a group; written `0-3` or `0-3-1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of the page.
    pub step: usize,
    /// Place on it.
    pub item: usize,
    /// Place inside the group that stands there.
    pub inner: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.step, self.item)?;
        self.inner.map_or(Ok(()), |inner| write!(out, "-{inner}"))
    }
}

impl FromStr for Place {
    type Err = ();
    fn from_str(text: &str) -> Result<Place, ()> {
        let parts: Option<Vec<usize>> =
            text.split('-').map(|part| part.parse().ok().filter(|number| *number < 10_000)).collect();
        match parts.as_deref() {
            Some([step, item]) => Ok(Place { step: *step, item: *item, inner: None }),
            Some([step, item, inner]) => Ok(Place { step: *step, item: *item, inner: Some(*inner) }),
            Some(_) | None => Err(()),
        }
    }
}

/// Which way something is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

fn gone() -> Vec<Fault> {
    vec![Fault::new("", "Bagian ini tidak ada lagi. Muat ulang halaman.")]
}

fn edge() -> Vec<Fault> {
    vec![Fault::new("", "Sudah di ujung, tidak dapat dipindahkan lagi.")]
}

/// The neighbour in a list of this length.
fn neighbour(place: usize, length: usize, direction: Direction) -> Option<usize> {
    match direction {
        Direction::Up => place.checked_sub(1),
        Direction::Down => place.checked_add(1).filter(|next| *next < length),
    }
}

impl Form {
    /// A form to begin with: one empty page.
    pub fn blank(title: &str) -> Form {
        let step = Step { key: "pemohon".into(), title: "Pemohon".into(), ..Step::default() };
        Form { title: title.to_owned(), about: String::new(), steps: vec![step] }
    }

    /// Makes a change, or changes nothing when the form would have faults that it has not now.
    ///
    /// # Errors
    /// The faults that the form would have.
    pub fn edit(&mut self, change: impl FnOnce(&mut Form) -> Result<(), Vec<Fault>>) -> Result<(), Vec<Fault>> {
        let mut next = self.clone();
        change(&mut next)?;
        // A form of an earlier release may have faults by today's limits: they must not stand in the way of mending it.
        let known = self.faults();
        let faults: Vec<Fault> = next.faults().into_iter().filter(|fault| !known.contains(fault)).collect();
        if faults.is_empty() {
            *self = next;
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// What stands at a place outside groups.
    pub fn item_at(&self, place: Place) -> Option<&Item> {
        self.steps.get(place.step)?.items.get(place.item)
    }

    /// The field at a place, inside a group or not.
    pub fn field_of(&self, place: Place) -> Option<&Field> {
        let Some(Item::Field(field)) = self.item_at(place) else { return None };
        match place.inner {
            None => Some(field),
            Some(inner) => field.inner().get(inner),
        }
    }

    /// Where the field with this key stands; inside a group `anggota.nama`.
    pub fn place_of(&self, path: &str) -> Option<Place> {
        let (key, inner) = path.split_once('.').map_or((path, None), |(key, inner)| (key, Some(inner)));
        let is_key = |item: &Item| matches!(item, Item::Field(field) if field.key == key);
        let (step, item) = self
            .steps
            .iter()
            .enumerate()
            .find_map(|(number, step)| step.items.iter().position(is_key).map(|item| (number, item)))?;
        let place = Place { step, item, inner: None };
        match inner {
            None => Some(place),
            Some(inner) => {
                let number = self.field_of(place)?.inner().iter().position(|field| field.key == inner)?;
                Some(Place { inner: Some(number), ..place })
            }
        }
    }

    /// The key of the field at a place; inside a group `anggota.nama`.
    pub fn path_of(&self, place: Place) -> Option<String> {
        let own = &self.field_of(place)?.key;
        match place.inner {
            None => Some(own.clone()),
            Some(_) => Some(format!("{}.{own}", self.field_of(Place { inner: None, ..place })?.key)),
        }
    }

    /// The fields that a condition at this place can look at: those before it, of the same group if it is inside one.
    pub fn fields_before(&self, place: Place) -> Vec<&Field> {
        if let Some(inner) = place.inner {
            let Some(Item::Field(group)) = self.item_at(place) else { return vec![] };
            return group.inner().iter().take(inner).collect();
        }
        let earlier = self.steps.iter().take(place.step).flat_map(|step| step.fields());
        let same = self.steps.get(place.step).into_iter().flat_map(|step| step.items.iter().take(place.item));
        let same = same.filter_map(|item| if let Item::Field(field) = item { Some(field) } else { None });
        earlier.chain(same).collect()
    }

    /// A name for a new field with this label that no other has: in the form, or in the group at `place`.
    pub fn free_key(&self, label: &str, place: Place) -> String {
        let siblings: Vec<&str> = match (place.inner, self.item_at(place)) {
            (Some(_), Some(Item::Field(group))) => group.inner().iter().map(|field| field.key.as_str()).collect(),
            (Some(_) | None, _) => self.fields().map(|(_, field)| field.key.as_str()).collect(),
        };
        free(label, "isian", |key| siblings.contains(&key))
    }

    /// A name for a new page.
    pub fn free_step_key(&self, title: &str) -> String {
        free(title, "langkah", |key| self.steps.iter().any(|step| step.key == key))
    }

    /// Puts an item before what stands at a place; at the end when nothing does. Into a group only fields go.
    ///
    /// # Errors
    /// The faults that the form would have.
    pub fn insert(&mut self, place: Place, item: Item) -> Result<(), Vec<Fault>> {
        self.edit(|form| {
            let items = &mut form.steps.get_mut(place.step).ok_or_else(gone)?.items;
            match (place.inner, item) {
                (None, item) => items.insert(place.item.min(items.len()), item),
                (Some(inner), Item::Field(field)) => {
                    let fields = group_of(items.get_mut(place.item)).ok_or_else(gone)?;
                    fields.insert(inner.min(fields.len()), field);
                }
                (Some(_), Item::Note(_)) => return Err(gone()),
            }
            Ok(())
        })
    }

    /// Puts another item in the place of one. The name of a field stays as it was, since answers are kept by it.
    ///
    /// # Errors
    /// The faults that the form would have.
    pub fn replace(&mut self, place: Place, item: Item) -> Result<(), Vec<Fault>> {
        self.edit(|form| {
            let old =
                form.steps.get_mut(place.step).and_then(|step| step.items.get_mut(place.item)).ok_or_else(gone)?;
            match (place.inner, old, item) {
                (None, Item::Field(old), Item::Field(new)) => *old = Field { key: std::mem::take(&mut old.key), ..new },
                (None, Item::Note(old), Item::Note(new)) => *old = new,
                (Some(inner), old @ Item::Field(_), Item::Field(new)) => {
                    let old = group_of(Some(old)).and_then(|fields| fields.get_mut(inner)).ok_or_else(gone)?;
                    *old = Field { key: std::mem::take(&mut old.key), ..new };
                }
                (Some(_) | None, Item::Field(_) | Item::Note(_), Item::Field(_) | Item::Note(_)) => return Err(gone()),
            }
            Ok(())
        })
    }

    /// Takes an item away. Refused while a branch looks at it.
    ///
    /// # Errors
    /// The faults that the form would have.
    pub fn remove(&mut self, place: Place) -> Result<(), Vec<Fault>> {
        if let Some(users) =
            self.field_of(place).map(|field| self.users(field, place)).filter(|users| !users.is_empty())
        {
            let users = indonesia::kalimat::daftar_dan(&users);
            return Err(vec![Fault::new(
                "",
                format!("Isian ini menjadi syarat {users}. Ubah syarat itu lebih dahulu."),
            )]);
        }
        self.edit(|form| {
            let items = &mut form.steps.get_mut(place.step).ok_or_else(gone)?.items;
            match place.inner {
                None if place.item < items.len() => drop(items.remove(place.item)),
                None => return Err(gone()),
                Some(inner) => {
                    let fields = group_of(items.get_mut(place.item)).ok_or_else(gone)?;
                    if inner >= fields.len() {
                        return Err(gone());
                    }
                    fields.remove(inner);
                }
            }
            Ok(())
        })
    }

    /// What is asked only because of this field, as people call it.
    fn users(&self, field: &Field, place: Place) -> Vec<String> {
        let looks = |when: Option<&crate::Condition>| {
            when.is_some_and(|when| when.tests.iter().any(|test| test.field == field.key))
        };
        let name = |field: &Field| format!("“{}”", field.label);
        if place.inner.is_some() {
            let Some(Item::Field(group)) = self.item_at(place) else { return vec![] };
            return group.inner().iter().filter(|one| looks(one.when.as_ref())).map(name).collect();
        }
        let steps =
            self.steps.iter().filter(|step| looks(step.when.as_ref())).map(|step| format!("langkah “{}”", step.title));
        let items = self.steps.iter().flat_map(|step| &step.items).filter_map(|item| match item {
            Item::Field(one) => looks(one.when.as_ref()).then(|| name(one)),
            Item::Note(note) => looks(note.when.as_ref()).then(|| {
                let words = if note.title.is_empty() { &note.text } else { &note.title };
                format!("keterangan “{}”", indonesia::kalimat::potong(words, 40))
            }),
        });
        steps.chain(items).collect()
    }

    /// Moves an item by one; over the edge of a page it goes to the neighbouring page. Returns where it stands now.
    ///
    /// # Errors
    /// When it is at the edge already, or would come before what it depends on.
    pub fn shift(&mut self, place: Place, direction: Direction) -> Result<Place, Vec<Fault>> {
        let mut now = place;
        self.edit(|form| {
            if let Some(inner) = place.inner {
                let items = &mut form.steps.get_mut(place.step).ok_or_else(gone)?.items;
                let fields = group_of(items.get_mut(place.item)).ok_or_else(gone)?;
                if inner >= fields.len() {
                    return Err(gone());
                }
                let to = neighbour(inner, fields.len(), direction).ok_or_else(edge)?;
                fields.swap(inner, to);
                now.inner = Some(to);
                return Ok(());
            }
            let count = form.steps.len();
            let items = &mut form.steps.get_mut(place.step).ok_or_else(gone)?.items;
            if place.item >= items.len() {
                return Err(gone());
            }
            if let Some(to) = neighbour(place.item, items.len(), direction) {
                items.swap(place.item, to);
                now.item = to;
                return Ok(());
            }
            let item = items.remove(place.item);
            let to = neighbour(place.step, count, direction).ok_or_else(edge)?;
            let items = &mut form.steps.get_mut(to).ok_or_else(gone)?.items;
            now = match direction {
                Direction::Up => Place { step: to, item: items.len(), inner: None },
                Direction::Down => Place { step: to, item: 0, inner: None },
            };
            items.insert(now.item, item);
            Ok(())
        })?;
        Ok(now)
    }

    /// Puts a copy of an item behind it; a field gets a name of its own. Returns where the copy stands.
    ///
    /// # Errors
    /// The faults that the form would have.
    pub fn copy(&mut self, place: Place) -> Result<Place, Vec<Fault>> {
        let to = match place.inner {
            None => Place { item: place.item.saturating_add(1), ..place },
            Some(inner) => Place { inner: Some(inner.saturating_add(1)), ..place },
        };
        let item = match (place.inner, self.item_at(place), self.field_of(place)) {
            (None, Some(Item::Note(note)), _) => Item::Note(note.clone()),
            (Some(_) | None, _, Some(field)) => {
                let label = format!("{} (salinan)", field.label);
                Item::Field(Field { key: self.free_key(&field.label, place), label, ..field.clone() })
            }
            (Some(_) | None, _, None) => return Err(gone()),
        };
        self.insert(to, item)?;
        Ok(to)
    }

    /// Puts a page before the one of this number; at the end when there is none.
    ///
    /// # Errors
    /// The faults that the form would have.
    pub fn insert_step(&mut self, number: usize, step: Step) -> Result<(), Vec<Fault>> {
        self.edit(|form| {
            form.steps.insert(number.min(form.steps.len()), step);
            Ok(())
        })
    }

    /// Changes what a page says; its items and its name stay.
    ///
    /// # Errors
    /// The faults that the form would have.
    pub fn replace_step(&mut self, number: usize, step: Step) -> Result<(), Vec<Fault>> {
        self.edit(|form| {
            let old = form.steps.get_mut(number).ok_or_else(gone)?;
            *old = Step { key: std::mem::take(&mut old.key), items: std::mem::take(&mut old.items), ..step };
            Ok(())
        })
    }

    /// Takes an empty page away.
    ///
    /// # Errors
    /// When something stands on it, or it is the only one.
    pub fn remove_step(&mut self, number: usize) -> Result<(), Vec<Fault>> {
        self.edit(|form| {
            let step = form.steps.get(number).ok_or_else(gone)?;
            if !step.items.is_empty() {
                return Err(vec![Fault::new(
                    "",
                    "Langkah ini masih berisi. Pindahkan atau hapus isinya lebih dahulu.",
                )]);
            }
            form.steps.remove(number);
            Ok(())
        })
    }

    /// Moves a page by one.
    ///
    /// # Errors
    /// When it is at the edge already, or something on it would come before what it depends on.
    pub fn shift_step(&mut self, number: usize, direction: Direction) -> Result<(), Vec<Fault>> {
        self.edit(|form| {
            if number >= form.steps.len() {
                return Err(gone());
            }
            let to = neighbour(number, form.steps.len(), direction).ok_or_else(edge)?;
            form.steps.swap(number, to);
            Ok(())
        })
    }
}

fn group_of(item: Option<&mut Item>) -> Option<&mut Vec<Field>> {
    match item {
        Some(Item::Field(Field { kind: Kind::Group { fields, .. }, .. })) => Some(fields),
        Some(Item::Field(_) | Item::Note(_)) | None => None,
    }
}

/// A key from words, numbered when it is taken.
fn free(words: &str, default: &str, taken: impl Fn(&str) -> bool) -> String {
    let slug = kata::slug(words).replace('-', "_");
    let slug: String =
        slug.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').take(34).collect();
    let slug = slug.trim_matches('_');
    let base = if crate::faults::is_key(slug) { slug } else { default };
    let numbered = (2..10_000).map(|number| format!("{base}_{number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|key| !taken(key)).unwrap_or_default()
}
