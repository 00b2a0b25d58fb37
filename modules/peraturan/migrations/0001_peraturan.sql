create table peraturan_dokumen (
    id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
    unit uuid, owner uuid,
    keadaan text not null, kelas text not null, siput text not null unique, sebutan text not null, urutan bigint not null,
    jenis text not null, jenis_nama text not null, nomor text not null, tahun bigint, judul text not null,
    kunci text not null, kunci_lain text not null,
    pemrakarsa text not null, tempat text not null, ditetapkan date, diundangkan date, berlaku date,
    sumber text not null, bidang text not null, subjek text not null, teu text not null, bahasa text not null,
    penerbit text not null, fisik text not null, isbn text not null, panggil text not null, induk text not null,
    abstrak text not null, status_khusus text not null, status_sejak date, status_alasan text not null,
    naskah uuid, naskah_terbit uuid, berkas uuid, berkas_terbit uuid, peninjau uuid, terbit timestamptz
);
create index peraturan_dokumen_urutan on peraturan_dokumen (keadaan, urutan, id);
create index peraturan_dokumen_kunci on peraturan_dokumen (kunci);
create index peraturan_dokumen_kunci_lain on peraturan_dokumen (kunci_lain);

create table peraturan_naskah (
    id uuid primary key, dokumen uuid not null, urut bigint not null, asal text not null, alasan text not null,
    berkas uuid, berkas_teks uuid not null, berkas_pohon uuid not null, pasal bigint not null, simpul bigint not null,
    perbaikan bigint not null, keraguan bigint not null, oleh uuid, dibuat timestamptz not null
);
create unique index peraturan_naskah_urut on peraturan_naskah (dokumen, urut);

create table peraturan_putusan (
    id uuid primary key, naskah uuid not null, dokumen uuid not null, putusan text not null, uraian text not null,
    catatan jsonb not null, oleh uuid, dibuat timestamptz not null
);
create index peraturan_putusan_naskah on peraturan_putusan (naskah);

create table peraturan_hubungan (
    id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
    dari uuid not null, jenis text not null, ke uuid, ke_kunci text not null, ke_sebutan text not null, sejak date,
    uraian text not null, asal text not null
);
create index peraturan_hubungan_dari on peraturan_hubungan (dari);
create index peraturan_hubungan_ke on peraturan_hubungan (ke);
create index peraturan_hubungan_kunci on peraturan_hubungan (ke_kunci);

create table peraturan_simpul (
    id uuid primary key, naskah uuid not null, rekam uuid not null, urut bigint not null, jenis text not null,
    nomor text not null, alamat text not null, sebutan text not null, judul text not null, induk text not null,
    teks text not null, isi jsonb, baris bigint not null
);
create unique index peraturan_simpul_urut on peraturan_simpul (naskah, urut);
create index peraturan_simpul_alamat on peraturan_simpul (naskah, alamat);
create index peraturan_simpul_rekam on peraturan_simpul (rekam);

create table peraturan_istilah (
    id uuid primary key, naskah uuid not null, urut bigint not null, nomor text not null, istilah text not null,
    singkatan text not null, arti text not null, alamat text not null
);
create unique index peraturan_istilah_urut on peraturan_istilah (naskah, urut);

create table peraturan_rujukan (
    id uuid primary key, naskah uuid not null, urut bigint not null, dari text not null, teks text not null,
    ke text not null, ada boolean not null, kunci text not null
);
create unique index peraturan_rujukan_urut on peraturan_rujukan (naskah, urut);
create index peraturan_rujukan_kunci on peraturan_rujukan (kunci);

create table peraturan_catatan (
    id uuid primary key, naskah uuid not null, urut bigint not null, macam text not null, jenis text not null,
    baris bigint not null, pasal text not null, sebelum text not null, sesudah text not null, jumlah bigint not null,
    putusan uuid
);
create unique index peraturan_catatan_urut on peraturan_catatan (naskah, urut);
create index peraturan_catatan_terbuka on peraturan_catatan (naskah, macam, putusan, urut);
