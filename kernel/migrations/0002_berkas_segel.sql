-- The key of a sealed content, itself sealed; none for contents that lie open.
alter table file add column seal bytea;
