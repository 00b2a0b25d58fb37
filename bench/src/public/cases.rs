//! What is asked for.
use anyhow::Context as _;
use kernel::{App, args};
use time::OffsetDateTime;
use uuid::Uuid;

use super::fill::PACE;
use crate::case::{Case, Kind};
use crate::client::Person;

/// Every case.
pub async fn cases(app: &App, people: &[Person], size: usize) -> anyhow::Result<Vec<Case>> {
    let [visitor, coordinator, agency] = people else { anyhow::bail!("somebody is missing") };
    let text =
        "select id, terbit_pada from pengaduan where terbit and terbit_pada >= $1 order by terbit_pada, id limit 40";
    let rows = app.db.query(text, args![PACE.at(size / 2)]).await?;
    let shown = rows.iter().map(|row| row.get("id")).collect::<Result<Vec<Uuid>, _>>()?;
    let first = rows.first().context("no complaint is published")?;
    let at: OffsetDateTime = first.get("terbit_pada")?;
    let after = format!("{}.{}", at.unix_timestamp_nanos() / 1000, first.get::<Uuid>("id")?);
    let of_category =
        app.db.one("select kategori from pengaduan where id = $1", args![first.get::<Uuid>("id")?]).await?;
    let category: String = of_category.get("kategori")?;
    let services = app.db.query("select id from layanan order by id limit 10", args![]).await?;
    let services = services.iter().map(|row| row.get("id")).collect::<Result<Vec<Uuid>, _>>()?;
    anyhow::ensure!(!services.is_empty(), "no service");
    let mut cases = Vec::new();
    let mut add = |kind, name, person: &Person, paths| cases.push(Case::pages(kind, name, person, paths));
    let one = |path: &str| vec![path.to_owned()];
    let each =
        |before: &str, ids: &[Uuid], behind: &str| ids.iter().map(|id| format!("{before}{id}{behind}")).collect();
    add(Kind::Home, "home", visitor, one("/"));
    add(Kind::Service, "services", visitor, one("/layanan"));
    add(Kind::Service, "service", visitor, each("/layanan/", &services, ""));
    add(Kind::Complaints, "complaints, first page", visitor, one("/pengaduan"));
    add(Kind::Complaints, "complaints, from the middle", visitor, vec![format!("/pengaduan?setelah={after}")]);
    add(Kind::Complaints, "complaints of a category", visitor, vec![format!("/pengaduan?kategori={category}")]);
    add(Kind::Complaints, "complaints under way", visitor, one("/pengaduan?status=berjalan"));
    add(Kind::Complaint, "complaint", visitor, each("/pengaduan/publik/", &shown, ""));
    add(Kind::Other, "figures of complaints", visitor, one("/pengaduan/statistik"));
    // Without dates only the last ninety days are told, and the invented complaints are older.
    let day = |at: OffsetDateTime| format!("{}T00%3A00%3A00Z", at.date());
    let month = format!("start_date={}&end_date={}", day(at), day(at + time::Duration::days(30)));
    add(Kind::Open311, "Open311, list", visitor, vec![format!("/open311/v2/requests.json?{month}&page_size=50")]);
    add(Kind::Open311, "Open311, list as XML", visitor, vec![format!("/open311/v2/requests.xml?{month}&page_size=50")]);
    add(Kind::Open311, "Open311, single", visitor, each("/open311/v2/requests/", &shown, ".json"));
    add(Kind::Open311, "Open311, services", visitor, one("/open311/v2/services.json"));
    add(Kind::List, "queue of complaints", coordinator, one("/meja-pengaduan"));
    add(Kind::List, "queue of complaints", agency, one("/meja-pengaduan"));
    add(Kind::Detail, "complaint as an officer sees it", coordinator, each("/meja-pengaduan/", &shown, ""));
    Ok(cases)
}
