-- An officer has tried that the share opens: the last day for each share.
create table wbs_latihan (
    id uuid primary key, eskro uuid not null references wbs_kunci (id), kunci uuid not null references wbs_kunci (id),
    hari date not null, unique (eskro, kunci)
);

-- Figures of a year as handlers have published them: rounded, those under five left out. They stay when the reports are deleted.
create table wbs_angka (
    id uuid primary key, tahun bigint not null, bagian text not null, kunci text not null, jumlah bigint,
    unique (tahun, bagian, kunci)
);

-- Something was deleted and is yet to be overwritten where the database kept it.
create table wbs_sapu (
    id bigint primary key, hari date not null
);
