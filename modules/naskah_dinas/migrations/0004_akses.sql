-- The readers of one letter, and whether somebody is one of them: the two unique indexes hold a part of the rows each, so that
-- neither finds readers by the letter alone.
create index naskah_akses_naskah on naskah_akses (naskah, owner, unit);
