create table layanan_formulir (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    layanan uuid not null,
    nomor bigint not null,
    keadaan text not null,
    isi jsonb not null,
    terbit timestamptz,
    dicabut timestamptz
);
create unique index layanan_formulir_nomor on layanan_formulir (layanan, nomor);
create unique index layanan_formulir_draf on layanan_formulir (layanan) where keadaan = 'draf';
create unique index layanan_formulir_berlaku on layanan_formulir (layanan) where keadaan = 'berlaku';
