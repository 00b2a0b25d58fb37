-- By which rule an open file collects what comes: under its code and below it, narrowed by words of the title and by a kind
-- of record; across years for what lasts longer than one.
alter table berkas_arsip add column menampung boolean;
alter table berkas_arsip add column saring_kata text;
alter table berkas_arsip add column saring_jenis text;
alter table berkas_arsip add column lintas_tahun boolean;
create index berkas_arsip_himpun on berkas_arsip (unit, menampung, kode);

-- The day on which the letter behind an item was cancelled.
alter table arsip add column batal date;

-- Who witnesses what is destroyed or handed over, in the order in which they sign.
alter table usul_arsip add column saksi jsonb;

create index peminjaman_arsip_dipinjam on peminjaman_arsip (status, sampai, id);
