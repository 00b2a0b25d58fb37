//! Whom to ask: settings of the home page.
use http::StatusCode;
use kernel::page::{FormError, Link};
use kernel::web::{Options, Response};
use kernel::{Ctx, Error, FieldError, Result, Subject};

use crate::model::{self, Setelan};
use crate::pages;

/// Longest text of a setting, in characters.
const TERPANJANG: usize = 300;

/// The form.
pub async fn formulir(ctx: Ctx) -> Result<Response> {
    let (setelan, version) = Setelan::read(&ctx.app).await?;
    jawab(&ctx, StatusCode::OK, &version.to_string(), |name| setelan.get(name).to_owned(), &[])
}

fn jawab(
    ctx: &Ctx,
    status: StatusCode,
    version: &str,
    isi: impl Fn(&str) -> String,
    errors: &[FormError],
) -> Result<Response> {
    let body = pages::setelan(ctx, version, isi, errors)?;
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Portal", "/portal")];
    let options =
        Options { title: "Setelan portal", breadcrumbs, has_errors: !errors.is_empty(), ..Options::default() };
    ctx.framed(status, options, body)
}

fn errors(ctx: &Ctx) -> Vec<FieldError> {
    let mut errors = vec![];
    for (name, ..) in Setelan::FIELDS {
        let sent = ctx.form().get(name);
        if sent.chars().count() > TERPANJANG {
            errors.push(FieldError::new(name, format!("Terlalu panjang: paling banyak {TERPANJANG} karakter.")));
        } else if sent.chars().any(char::is_control) {
            errors.push(FieldError::new(name, "Hapus karakter yang tidak tampak."));
        }
    }
    let surel = ctx.form().get("surel");
    if !surel.is_empty() && !surel.contains('@') {
        errors.push(FieldError::new("surel", "Tulis alamat surel dengan tanda @."));
    }
    errors
}

/// Takes the form.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let sent = |name: &str| ctx.form().get(name).to_owned();
    let version = ctx.form().get("_versi").to_owned();
    let errors: Vec<FormError> =
        errors(&ctx).iter().map(|each| FormError::new(each.field.as_ref(), each.message.as_ref())).collect();
    if !errors.is_empty() {
        return jawab(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &version, sent, &errors);
    }
    let seen = version.parse::<i64>().map_err(|_| Error::Conflict)?;
    let values: Vec<_> = Setelan::FIELDS.iter().map(|(name, ..)| (*name, sent(name).into())).collect();
    let mut write = ctx.write("portal.setelan").await?;
    let table = model::setelan_table();
    let there = kernel::args![Setelan::ID];
    let there = write.tx().optional("select version from portal_setelan where id = $1", there).await?;
    let saved = match there {
        Some(_) => write.update(&table, Setelan::ID, Some(seen), values).await.map(|_| ()),
        None if seen == 0 => write.insert(&table, Setelan::ID, values).await.map(|_| ()),
        None => Err(Error::Conflict),
    };
    match saved {
        Ok(()) => {}
        Err(Error::Conflict) => {
            drop(write);
            let errors = [FormError::new("", "Setelan ini baru saja diubah orang lain. Periksa, lalu simpan lagi.")];
            let (_, now) = Setelan::read(&ctx.app).await?;
            return jawab(&ctx, StatusCode::CONFLICT, &now.to_string(), sent, &errors);
        }
        Err(cause) => return Err(cause),
    }
    write.commit(&Subject::new("portal_setelan", Setelan::ID, "/portal/setelan")).await?;
    ctx.redirect_with("/portal/setelan", "Setelan disimpan.")
}
