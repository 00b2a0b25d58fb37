-- Letters, outgoing and incoming. Of a secret letter `isi` is null, `isi_segel` holds it, `perihal` is neutral.
create table naskah (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid not null, owner uuid, arah text not null, jenis text not null, keadaan text not null,
  nomor text, nomor_urut bigint, tahun bigint not null, tanggal date, perihal text not null,
  sifat text not null, keamanan text not null, klasifikasi text, isi jsonb, isi_segel bytea, sidik text,
  penandatangan uuid, unit_penandatangan uuid, jabatan_penandatangan text, templat_versi bigint,
  berkas_asal uuid, berkas_final uuid, permintaan uuid, kode text, cara_tanda text,
  diajukan timestamptz, terbit timestamptz, batal_alasan text, batal_oleh uuid, batal_pada timestamptz,
  diterima_dari text, diterima_unit uuid, diterima timestamptz, cara_terima text, asal jsonb
);
create index naskah_agenda on naskah (unit, arah, tanggal, id);
create index naskah_nomor_teks on naskah (nomor, id);
create index naskah_owner on naskah (owner, keadaan, updated, id);
create index naskah_unit_keadaan on naskah (unit, keadaan, id);
-- Who may read a letter: one row per unit or person and box.
create table naskah_akses (
  id uuid primary key, naskah uuid not null references naskah(id), unit uuid, owner uuid, peran text not null,
  kotak text not null, dibaca timestamptz, dibaca_oleh uuid, created timestamptz not null
);
create unique index naskah_akses_satu_unit on naskah_akses (naskah, unit, kotak) where owner is null;
create unique index naskah_akses_satu_orang on naskah_akses (naskah, owner, kotak) where unit is null;
create index naskah_akses_unit on naskah_akses (unit, kotak, created, naskah);
create index naskah_akses_owner on naskah_akses (owner, kotak, created, naskah);
create index naskah_akses_unit_belum on naskah_akses (unit, kotak, created, naskah) where dibaca is null;
create index naskah_akses_owner_belum on naskah_akses (owner, kotak, created, naskah) where dibaca is null;
-- What a letter said each time it was saved; of a secret one sealed.
create table naskah_versi (
  id uuid primary key, naskah uuid not null references naskah(id), urut bigint not null, oleh uuid, pada timestamptz not null,
  sidik text not null, isi jsonb, isi_segel bytea, unique (naskah, urut)
);
-- Steps of approval, by round.
create table naskah_langkah (
  id uuid primary key, naskah uuid not null references naskah(id), putaran bigint not null, urut bigint not null,
  peran text not null, akun uuid not null, unit uuid, jabatan text not null, keadaan text not null,
  catatan text, sidik text, oleh uuid, sebagai text, pada timestamptz
);
create index naskah_langkah_naskah on naskah_langkah (naskah, putaran, urut);
create index naskah_langkah_akun on naskah_langkah (akun, keadaan, naskah);
create index naskah_langkah_unit on naskah_langkah (unit, keadaan, naskah);
create table naskah_tujuan (
  id uuid primary key, naskah uuid not null references naskah(id), urut bigint not null, unit uuid, akun uuid,
  teks text, tembusan boolean not null
);
create index naskah_tujuan_naskah on naskah_tujuan (naskah, urut);
create table naskah_rujukan (
  id uuid primary key, naskah uuid not null references naskah(id), ke uuid not null references naskah(id), jenis text not null,
  unique (naskah, ke, jenis)
);
create index naskah_rujukan_ke on naskah_rujukan (ke, naskah);
create table naskah_lampiran (
  id uuid primary key, naskah uuid not null references naskah(id), urut bigint not null, berkas uuid not null,
  judul text not null, sha256 text not null
);
create index naskah_lampiran_naskah on naskah_lampiran (naskah, urut);
-- Every number ever taken. It is never used again.
create table naskah_nomor (
  id uuid primary key, jenis text not null, unit uuid not null, tahun bigint not null, urut bigint not null,
  akhiran text not null, nomor text, keadaan text not null, tanggal date, alasan text, untuk text, naskah uuid,
  oleh uuid, pada timestamptz not null, unique (jenis, unit, tahun, urut, akhiran)
);
create index naskah_nomor_naskah on naskah_nomor (naskah);
create index naskah_nomor_unit on naskah_nomor (unit, pada, id);
-- The last number of a series; locked while one is taken.
create table naskah_penghitung (
  jenis text not null, unit uuid not null, tahun bigint not null, urut bigint not null, primary key (jenis, unit, tahun)
);
-- Every reading, printing and download. Only added to.
create table naskah_jejak (
  id uuid primary key, naskah uuid not null, akun uuid, tindakan text not null, rincian text,
  pada timestamptz not null
);
create index naskah_jejak_naskah on naskah_jejak (naskah, id);
-- Templates by kind; a version is never changed.
create table naskah_templat (
  id uuid primary key, jenis text not null, versi bigint not null, isi text not null, catatan text not null,
  oleh uuid, pada timestamptz not null, dipakai boolean not null, unique (jenis, versi)
);
-- What was typed and not saved yet, sealed; nobody's record.
create table naskah_ketikan (
  naskah uuid not null, akun uuid not null, isi bytea not null, pada timestamptz not null, primary key (naskah, akun)
);
create table naskah_format (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, extra jsonb not null,
  jenis text not null, perangkat_daerah uuid, format text not null, keterangan text
);
create index naskah_format_unit on naskah_format (unit, id);
create index naskah_format_owner on naskah_format (owner, id);
create index naskah_format_jenis on naskah_format (jenis, id);
create index naskah_format_perangkat_daerah on naskah_format (perangkat_daerah, id);
create index naskah_format_format on naskah_format (format, id);
create table naskah_kop (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, extra jsonb not null, perangkat_daerah uuid not null, alamat text not null, kontak text
);
create index naskah_kop_unit on naskah_kop (unit, id);
create index naskah_kop_owner on naskah_kop (owner, id);
create index naskah_kop_perangkat_daerah on naskah_kop (perangkat_daerah, id);
create index naskah_kop_alamat on naskah_kop (alamat, id);
