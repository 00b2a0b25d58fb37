//! The engine's own part of the program: tables of saved views, comments and extra fields; data dictionary; API
//! description.
use kernel::module::Group;
use kernel::{Access, Grant, Menu, Module, Reach, Routes, Table};

use crate::extra::{self, TAMBAHAN};
use crate::{api, comment, dictionary, view};

/// The engine as a module.
pub static MODULE: Module = Module {
    name: "register",
    title: "Register",
    perms: &[(TAMBAHAN, "Menambah isian pada register")],
    grants: &[Grant { role: "admin", perm: TAMBAHAN, reach: Reach::All }],
    migrations: &[("0001_register", include_str!("../migrations/0001_register.sql"))],
    tables,
    resources: &[&extra::DEFINITIONS],
    routes,
    menu: &[Menu { label: "Isian tambahan", href: "/isian_tambahan", perm: Some(TAMBAHAN), order: 900 }],
    group: Group::Pengaturan,
    ..Module::EMPTY
};

fn tables() -> Vec<Table> {
    vec![view::table(), comment::table()]
}

fn routes() -> Routes {
    let open = "dokumentasi: bentuk data, tanpa isi";
    Routes::new().get("/kamus-data", Access::Public(open), dictionary::show).get(
        "/api/v1/openapi.json",
        Access::Public(open),
        api::description::show,
    )
}
