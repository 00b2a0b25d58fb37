//! The home page of a person: tasks by their due dates, the unit, what happened.
use kernel::module::{Module, Task};
use kernel::notify::{Notice, notify};
use kernel::page::{Tile, Tone};
use kernel::{Ctx, Subject, Work, Write};
use testkit::on_both;
use uuid::Uuid;

use super::DINAS;

fn tasks(ctx: Ctx) -> Work<Vec<Task>> {
    Box::pin(async move {
        let task = |title: &str, days: Option<i64>| Task {
            title: title.into(),
            href: format!("/uji/{}", title.to_lowercase().replace(' ', "-")),
            due: days.map(|days| ctx.today() + time::Duration::days(days)),
            kind: "Uji",
        };
        Ok(vec![task("Tanpa hari", None), task("Lusa", Some(2)), task("Lampau", Some(-3)), task("Hari ini", Some(0))])
    })
}

fn figures(ctx: Ctx) -> Work<Vec<Tile<'static>>> {
    Box::pin(async move {
        let held = ctx.actor.assignments().len();
        Ok(vec![Tile {
            label: "Catatan uji".into(),
            value: held.to_string().into(),
            href: "/uji".into(),
            tone: Tone::Good,
            ..Tile::default()
        }])
    })
}

static MODULE: Module =
    Module { name: "uji", title: "Uji", tasks: Some(tasks), figures: Some(figures), ..Module::EMPTY };

#[test]
fn tasks_come_by_due_date_then_the_unit_then_the_news() {
    on_both(&[&MODULE], async |site| {
        let sari = site.person("sari", &[("pegawai", DINAS)]).await;
        let page = sari.get("/").await.ok().has_text("4 tugas menurut tenggat, 1 melewati tenggat.");
        assert_eq!(
            page.attributes("main table a", "href"),
            ["/uji/lampau", "/uji/hari-ini", "/uji/lusa", "/uji/tanpa-hari"]
        );
        assert_eq!(page.all("main table .terlambat"), ["3 hari yang lalu"]);
        assert_eq!(page.all("main h1, main h2"), ["Tugas saya", "Unit saya", "Kabar terbaru"]);
        assert_eq!(page.attributes("main .ubin a", "href"), ["/uji"]);
        page.has_text("Belum ada kabar.");

        let mut write = Write::system(&site.app, "uji.kabar").await.unwrap();
        for n in 1..=6 {
            let notice = Notice {
                title: format!("Kabar {n}"),
                body: String::new(),
                href: "/uji".into(),
                event: "uji.kabar".into(),
            };
            notify(&mut write, &[sari.account], notice).await.unwrap();
        }
        write.commit(&Subject::new("uji", Uuid::now_v7(), "/")).await.unwrap();
        let page = sari.get("/").await.ok().has_text("Kabar 6").has_text("Kabar 2").lacks_text("Kabar 1 ");
        assert_eq!(page.attributes("main a[href^='/pemberitahuan/']", "href").len(), 5);

        // Whoever holds no position has no unit to tell of.
        let tono = site.person("tono", &[]).await;
        let page = tono.get("/").await.ok().has_text("belum terhubung dengan jabatan");
        assert_eq!(page.all("main h2"), ["Kabar terbaru"]);
    });
}
