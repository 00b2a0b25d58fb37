use kernel::module::Grant;
use kernel::{Access, Class, Ctx, Module, Perm, Reach, Response, Result, Routes, Rows, Subject, Table, args, web};
use serde_json::json;
use uuid::Uuid;

const LIHAT: Perm = Perm("catatan.lihat");
const UBAH: Perm = Perm("catatan.ubah");

pub static CATATAN: Module = Module {
    name: "catatan",
    title: "Catatan uji",
    perms: &[(LIHAT, "Melihat catatan"), (UBAH, "Mengubah catatan")],
    grants: &[
        Grant { role: "operator_pd", perm: LIHAT, reach: Reach::Unit },
        Grant { role: "operator_pd", perm: UBAH, reach: Reach::Unit },
        Grant { role: "sekda", perm: LIHAT, reach: Reach::All },
    ],
    migrations: &[(
        "0001_catatan",
        "create table catatan (id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null, unit uuid, owner uuid, isi text not null);",
    )],
    tables,
    routes,
    ..Module::EMPTY
};

fn table() -> Table {
    Table::new("catatan", &[("unit", Class::Internal), ("owner", Class::Internal), ("isi", Class::Internal)])
}
fn tables() -> Vec<Table> {
    vec![table()]
}
fn routes() -> Routes {
    Routes::new()
        .get("/catatan", Access::Can(LIHAT), list)
        .get("/catatan/{id}", Access::Can(LIHAT), show)
        .post("/catatan", Access::Can(UBAH), create)
        .get("/api/v1/catatan", Access::Token(LIHAT), list)
        .get("/catatan-rusak", Access::Public("uji: kesalahan kami"), |_| async { panic!("sengaja") })
}
async fn list(ctx: Ctx) -> Result<Response> {
    let mut values = args![];
    let filter = ctx.scope.filter(&Rows::PLAIN, &mut values);
    let rows = ctx.app.db.query(&format!("select isi from catatan where {filter} order by isi"), values).await?;
    let all = rows.iter().map(|row| row.get::<String>("isi")).collect::<kernel::db::Result<Vec<_>>>()?;
    Ok(web::json(http::StatusCode::OK, &json!(all)))
}
async fn show(ctx: Ctx) -> Result<Response> {
    let mut values = args![ctx.id("id")?];
    let filter = ctx.scope.filter(&Rows::PLAIN, &mut values);
    let row = ctx.app.db.one(&format!("select isi from catatan where id = $1 and {filter}"), values).await?;
    Ok(web::json(http::StatusCode::OK, &json!(row.get::<String>("isi")?)))
}
async fn create(ctx: Ctx) -> Result<Response> {
    let id = Uuid::now_v7();
    let mut write = ctx.write("catatan.buat").await?;
    let values = vec![
        ("unit", ctx.actor.unit().into()),
        ("owner", ctx.actor.account().into()),
        ("isi", ctx.form().get("isi").into()),
    ];
    write.insert(&table(), id, values).await?;
    let href = format!("/catatan/{id}");
    write.commit(&Subject::new("catatan", id, href.clone())).await?;
    ctx.redirect(&href)
}

const DINAS: Uuid = Uuid::from_u128(1);
const BADAN: Uuid = Uuid::from_u128(2);

#[test]
fn people_see_the_rows_of_their_unit_and_a_strangers_row_does_not_exist() {
    testkit::on_both(&[&CATATAN], async |site| {
        let dinas = site.person("dinas", &[("operator_pd", DINAS)]).await;
        let badan = site.person("badan", &[("operator_pd", BADAN)]).await;
        let sekda = site.person("sekda", &[("sekda", DINAS)]).await;
        let mine = dinas.post("/catatan", &[("isi", "dari dinas")]).await.redirects().location();
        badan.post("/catatan", &[("isi", "dari badan")]).await.redirects();
        assert_eq!(dinas.get("/catatan").await.ok().json(), json!(["dari dinas"]));
        assert_eq!(badan.get("/catatan").await.ok().json(), json!(["dari badan"]));
        assert_eq!(sekda.get("/catatan").await.ok().json(), json!(["dari badan", "dari dinas"]));
        dinas.get(&mine).await.ok();
        badan.get(&mine).await.is(404);
        sekda.get(&mine).await.ok();
    });
}

#[test]
fn doors_stay_shut_for_those_without_the_right() {
    testkit::on_both(&[&CATATAN], async |site| {
        let visitor = site.visitor();
        assert_eq!(visitor.get("/catatan").await.redirects().location(), "/masuk?kembali=%2Fcatatan");
        site.person("sekda", &[("sekda", DINAS)]).await.post("/catatan", &[("isi", "x")]).await.is(403);
        site.person("tamu", &[]).await.get("/catatan").await.is(403);
        // A session opens no API, a token no page.
        site.person("dinas", &[("operator_pd", DINAS)]).await.get("/api/v1/catatan").await.is(401);
    });
}

#[test]
fn a_form_from_elsewhere_or_without_its_token_changes_nothing() {
    testkit::on_both(&[&CATATAN], async |site| {
        let dinas = site.person("dinas", &[("operator_pd", DINAS)]).await;
        let kind = ("content-type", "application/x-www-form-urlencoded");
        dinas.send(http::Method::POST, "/catatan", &[kind], b"isi=tanpa+token".to_vec()).await.is(403);
        let body = format!("isi=dari+situs+lain&_csrf={}", dinas.csrf());
        let elsewhere = [kind, ("sec-fetch-site", "cross-site")];
        dinas.send(http::Method::POST, "/catatan", &elsewhere, body.clone().into_bytes()).await.is(403);
        let elsewhere = [kind, ("origin", "https://lain.test")];
        dinas.send(http::Method::POST, "/catatan", &elsewhere, body.into_bytes()).await.is(403);
        assert_eq!(dinas.get("/catatan").await.ok().json(), json!([]));
    });
}

#[test]
fn a_form_sent_twice_makes_one_record_and_shows_it_again() {
    testkit::on_both(&[&CATATAN], async |site| {
        let dinas = site.person("dinas", &[("operator_pd", DINAS)]).await;
        let key = Uuid::now_v7().to_string();
        let first = dinas.post("/catatan", &[("isi", "sekali"), ("_kunci", &key)]).await.redirects().location();
        let second = dinas.post("/catatan", &[("isi", "sekali"), ("_kunci", &key)]).await.redirects().location();
        assert_eq!(first, second);
        assert_eq!(dinas.get("/catatan").await.ok().json(), json!(["sekali"]));
        // At the same moment too.
        let key = Uuid::now_v7().to_string();
        let fields = [("isi", "serentak"), ("_kunci", key.as_str())];
        let (a, b) = tokio::join!(dinas.post("/catatan", &fields), dinas.post("/catatan", &fields));
        assert_eq!(a.redirects().location(), b.redirects().location());
        assert_eq!(dinas.get("/catatan").await.ok().json(), json!(["sekali", "serentak"]));
    });
}

#[test]
fn a_fault_of_ours_shows_a_reference_number_and_no_cause() {
    testkit::on_both(&[&CATATAN], async |site| {
        site.expected_faults = 1;
        let page = site.visitor().get("/catatan-rusak").await.is(500);
        page.has_text("Nomor rujukan").lacks_text("sengaja");
    });
}

#[test]
fn every_answer_carries_the_strict_policy() {
    testkit::on_both(&[&CATATAN], async |site| {
        for path in ["/", "/masuk", "/tidak-ada", "/catatan"] {
            let answer = site.visitor().get(path).await;
            let policy = answer.header("content-security-policy").to_owned();
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.attributes("[style]", "style").is_empty());
            assert!(answer.all("script:not([src])").is_empty());
        }
    });
}
