-- The whistleblowing database. Nothing here names a reporter; days, never instants; ids are random and tell no time.
create table wbs_setelan (
    id bigint primary key, garam bytea not null, memori bigint not null, putaran bigint not null
);

-- Keys of people (handlers, custodians, officers) and of the escrow. `rahasia` is the private key under the holder's passphrase;
-- of the escrow there is none.
create table wbs_kunci (
    id uuid primary key, akun uuid, peran text not null, keadaan text not null, publik bytea not null,
    rahasia bytea, garam bytea, memori bigint not null, putaran bigint not null, dibuat date not null,
    disahkan_oleh uuid, dicabut date
);
create index wbs_kunci_akun on wbs_kunci (akun, peran);

-- Who was asked to be a custodian or an officer of the escrow.
create table wbs_penunjukan (
    id uuid primary key, akun uuid not null, peran text not null, oleh uuid not null, hari date not null, unique (akun, peran)
);

-- Shares of the escrow key, each sealed for one officer.
create table wbs_bagian (
    id uuid primary key, eskro uuid not null references wbs_kunci (id), kunci uuid not null references wbs_kunci (id),
    isi bytea not null
);

-- A handler without access asks the officers; each one's share, sealed for the handler.
create table wbs_pemulihan (
    id uuid primary key, kunci uuid not null references wbs_kunci (id), eskro uuid not null references wbs_kunci (id),
    hari date not null, selesai date
);
create table wbs_serah (
    id uuid primary key, pemulihan uuid not null references wbs_pemulihan (id), pejabat uuid not null references wbs_kunci (id),
    isi bytea not null, unique (pemulihan, pejabat)
);

create table wbs_laporan (
    id uuid primary key, nomor text not null unique, hari date not null, status text not null, tenggat date, ditutup date,
    publik bytea not null, publik_catatan bytea not null, pelapor bytea not null, tanda bytea not null unique
);

-- The keys of a report, sealed for each handler and for the escrow. Of a handler whom a report concerns the row is there too,
-- and opens for nobody.
create table wbs_segel (
    id uuid primary key, laporan uuid not null references wbs_laporan (id), kunci uuid not null references wbs_kunci (id),
    isi bytea not null, unique (laporan, kunci)
);

-- The report, messages, notes and descriptions of files, sealed for the keys of the report.
create table wbs_isi (
    id uuid primary key, laporan uuid not null references wbs_laporan (id), urut bigint not null, jenis text not null,
    hari date not null, isi bytea not null, unique (laporan, urut)
);

-- Contents of files in pieces.
create table wbs_potong (
    id uuid primary key, berkas uuid not null references wbs_isi (id), urut bigint not null, isi bytea not null,
    unique (berkas, urut)
);

-- Who the reporter is, or that nothing was said, sealed for each custodian.
create table wbs_identitas (
    id uuid primary key, laporan uuid not null references wbs_laporan (id), kunci uuid not null references wbs_kunci (id),
    isi bytea not null, unique (laporan, kunci)
);
-- A handler asks to know who it is; the reason sealed for the custodian.
create table wbs_minta (
    id uuid primary key, laporan uuid not null references wbs_laporan (id), oleh uuid not null, hari date not null,
    keadaan text not null, diputus_oleh uuid, diputus date
);
create table wbs_minta_isi (
    id uuid primary key, minta uuid not null references wbs_minta (id), kunci uuid not null references wbs_kunci (id),
    isi bytea not null
);

-- What was done, each entry over the hash of the one before.
create table wbs_jejak (
    urut bigint primary key, hari date not null, akun uuid, tindakan text not null, tentang text not null, hash bytea not null
);
