-- Letters of the head of the regency have a head and a book of numbers of their own.
alter table naskah add column kop text;
-- The unit of the letter, which sees the number in its book although the series is another's.
alter table naskah_nomor add column pengolah uuid;
create index naskah_nomor_pengolah on naskah_nomor (pengolah, pada, id);
-- The unit for which somebody read: who receives a letter sees the readings of the own unit.
alter table naskah_jejak add column unit uuid;
create index naskah_jejak_unit on naskah_jejak (naskah, unit, id);
-- Secret letters that are addressed to the head of a unit: whoever holds the office now reads them, as `naskah_akses` says.
create table naskah_jabatan (
  id uuid primary key, naskah uuid not null references naskah(id), unit uuid not null, peran text not null,
  created timestamptz not null, unique (naskah, unit)
);
create index naskah_jabatan_unit on naskah_jabatan (unit, naskah);
alter table naskah_akses add column kepala uuid;
create index naskah_akses_kepala on naskah_akses (kepala, naskah);
-- Pictures in the head of letters: the arms of the regency and the emblem of the state.
create table naskah_lambang (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  kunci text not null, berkas uuid not null, teks text not null
);
create unique index naskah_lambang_kunci on naskah_lambang (kunci);
