-- The place of a letter in the book of incoming letters of one unit: a row per letter and unit that got it. Subject, sender
-- and number stand here again, as they were when it was registered, so that the book is read by one index.
create table surat_masuk (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid not null, owner uuid, naskah uuid not null references naskah(id), instansi uuid not null, untuk uuid,
  jalur text not null, keadaan text not null, tahun bigint, urut bigint,
  nomor text, nomor_kunci text, tanggal date, perihal text not null, pengirim text not null, pengirim_kunci text not null,
  jenis text not null, sifat text not null, keamanan text not null, klasifikasi text, lokasi text, catatan text,
  diterima timestamptz not null, dicatat timestamptz, didisposisi timestamptz, selesai timestamptz, cara_selesai text,
  selesai_oleh uuid, menit_catat bigint, menit_disposisi bigint, menit_selesai bigint, ganda uuid
);
create unique index surat_masuk_satu on surat_masuk (naskah, unit);
create unique index surat_masuk_agenda on surat_masuk (instansi, tahun, urut);
create index surat_masuk_buku on surat_masuk (unit, dicatat, id);
create index surat_masuk_keadaan on surat_masuk (unit, keadaan, diterima, id);
create index surat_masuk_untuk on surat_masuk (untuk, keadaan, diterima, id);
create index surat_masuk_nomor on surat_masuk (nomor_kunci, pengirim_kunci);
create index naskah_lampiran_sidik on naskah_lampiran (sha256, naskah);
-- What the boxes ask for.
create index naskah_akses_tembusan_unit on naskah_akses (unit, created, naskah) where kotak = 'masuk' and peran = 'tembusan';
create index naskah_akses_tembusan_orang on naskah_akses (owner, created, naskah) where kotak = 'masuk' and peran = 'tembusan';
-- The book of outgoing letters by the day on which they were issued.
create index naskah_buku_keluar on naskah (unit, terbit, id) where arah = 'keluar' and terbit is not null;

-- What could be read in a file, beside it and never inside of it. Can be made anew at any time; nobody's record.
create table naskah_teks (
  berkas uuid primary key, naskah uuid not null references naskah(id), sumber text, isi text, sebab text,
  pada timestamptz not null
);
create index naskah_teks_naskah on naskah_teks (naskah);

-- Mailboxes that are read, and how far.
create table surel_kotak (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid not null, owner uuid, nama text not null, alamat text not null, pengguna text not null, sandi bytea not null,
  folder text not null, ca text not null, aktif boolean not null
);
create table surel_kursor (
  kotak uuid primary key references surel_kotak(id), uidvalidity bigint not null, uid bigint not null,
  pada timestamptz, galat text
);
create table surel_pesan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid not null, owner uuid, kotak uuid not null references surel_kotak(id), kunci text not null,
  uidvalidity bigint not null, uid bigint not null, pengirim text not null, alamat text not null, hal text not null,
  dikirim timestamptz, teks text not null, keterangan text, keadaan text not null, alasan text, naskah uuid
);
create unique index surel_pesan_kunci on surel_pesan (kotak, kunci);
create index surel_pesan_unit on surel_pesan (unit, keadaan, id);

-- Dispositions: one row per act of disposing, one per receiver, one per report.
create table disposisi (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid not null, owner uuid, naskah uuid not null references naskah(id), surat_masuk uuid, induk uuid, akar uuid not null,
  tingkat bigint not null, jabatan text not null, instruksi jsonb not null, catatan text,
  sifat text not null, hari bigint, tenggat date
);
create index disposisi_naskah on disposisi (naskah, id);
create index disposisi_unit on disposisi (unit, created, id);
create index disposisi_pemberi on disposisi (owner, id);
create index disposisi_surat on disposisi (surat_masuk, id);
create table disposisi_penerima (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  disposisi uuid not null references disposisi(id), naskah uuid not null references naskah(id), unit uuid, owner uuid,
  sebutan text not null, keadaan text not null, tenggat date, dibaca timestamptz, dibaca_oleh uuid,
  selesai timestamptz, selesai_oleh uuid, alasan text, langkah text, menit bigint
);
create index disposisi_penerima_disposisi on disposisi_penerima (disposisi, id);
create index disposisi_penerima_naskah on disposisi_penerima (naskah, id);
create index disposisi_penerima_unit on disposisi_penerima (unit, created, id);
create index disposisi_penerima_orang on disposisi_penerima (owner, created, id);
create index disposisi_berjalan_unit on disposisi_penerima (unit, tenggat, id) where keadaan in ('dikirim', 'dibaca', 'dikerjakan');
create index disposisi_berjalan_orang on disposisi_penerima (owner, tenggat, id) where keadaan in ('dikirim', 'dibaca', 'dikerjakan');
create index disposisi_berjalan on disposisi_penerima (tenggat, id) where keadaan in ('dikirim', 'dibaca', 'dikerjakan');
create table disposisi_lapor (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, penerima uuid not null references disposisi_penerima(id), naskah uuid not null references naskah(id),
  isi text not null, berkas uuid
);
create index disposisi_lapor_naskah on disposisi_lapor (naskah, id);

create table instruksi_disposisi (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, extra jsonb not null,
  teks text not null, urutan bigint not null, aktif boolean not null
);
create index instruksi_disposisi_unit on instruksi_disposisi (unit, urutan, id);
create index instruksi_disposisi_owner on instruksi_disposisi (owner, urutan, id);
create index instruksi_disposisi_aktif on instruksi_disposisi (aktif, urutan, id);
create unique index instruksi_disposisi_teks on instruksi_disposisi (teks);
create index instruksi_disposisi_urutan on instruksi_disposisi (urutan, id);
