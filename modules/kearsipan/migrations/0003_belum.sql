-- Items of a person that wait for a file: counted on the first page, among all that the person ever put there.
create index arsip_belum_orang on arsip (owner, id) where status = 'belum';
