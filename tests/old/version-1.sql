-- A database as the program of version 1 of the tables left it: the demo
-- organisation with ten cells, and most of its meetings taken out. Tests bring
-- it to the version of today. tidy: long: it is data. tidy: wide: likewise.
PRAGMA application_id = 1130720364;
BEGIN TRANSACTION;
CREATE TABLE account (
  id           INTEGER PRIMARY KEY,        -- seen by: self
  member_id    INTEGER UNIQUE,             -- seen by: self; NULL: administrator
  login        TEXT NOT NULL UNIQUE,       -- seen by: self; folded login name
  password     TEXT NOT NULL,              -- seen by: nobody; argon2id
  admin        INTEGER NOT NULL,           -- seen by: self; 1: administers
  made_at      INTEGER NOT NULL,           -- seen by: self; moment
  closed_at    INTEGER,                    -- seen by: self; moment; NULL: open
  CHECK (admin IN (0, 1))
);
INSERT INTO "account" VALUES(1,40,'jonah.pell','$argon2id$v=19$m=19456,t=2,p=1$65njz0HAB6x0/31+99hUmw$dyAWDQJomAVEMDqEtD00kBxJr2m1RhKq2XUWNGC2jkE',0,1795235046,NULL);
INSERT INTO "account" VALUES(2,34,'runa.vale','$argon2id$v=19$m=19456,t=2,p=1$iIiZOuGaeRF90wEkXadQAA$/ZY1+d8JvlIGB+f7SIk2Dx/4wCIJrFDIeV0nfZm3FR0',0,1795235046,NULL);
INSERT INTO "account" VALUES(3,4,'kirsi.holm','$argon2id$v=19$m=19456,t=2,p=1$cfAaYQ3YGuaIApd9iVzllQ$pwrs9LrXs3IK3sWrBp9E2Lc4SRNt5TM5O9WP9jHwn1E',0,1795235046,NULL);
INSERT INTO "account" VALUES(4,5,'tove.lind','$argon2id$v=19$m=19456,t=2,p=1$BCHeZSrv3SrgaAnxxMXxBA$Yc9Prv9fErCVY9KklY6mDx6INfZmRrHt99g6o8KxB5s',0,1795235046,NULL);
CREATE TABLE agenda_item (
  id           INTEGER PRIMARY KEY,        -- seen by: cell
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: cell
  record_id    INTEGER REFERENCES meeting_record,   -- seen by: cell
  position     INTEGER NOT NULL,           -- seen by: cell; from 1
  title        TEXT NOT NULL,              -- seen by: cell
  note         TEXT NOT NULL,              -- seen by: cell
  assignment_id INTEGER                    -- seen by: cell; it is about this one
);
INSERT INTO "agenda_item" VALUES(47,24,24,1,'How the month went','Most are content with the shorter meeting.',NULL);
INSERT INTO "agenda_item" VALUES(48,24,24,2,'News from the county','Three neighbours asked how to join.',NULL);
INSERT INTO "agenda_item" VALUES(49,25,25,1,'Any other business','We talked about who can lead the study evening.',NULL);
INSERT INTO "agenda_item" VALUES(50,25,25,2,'Any other business','We talked about who can lead the study evening.',NULL);
INSERT INTO "agenda_item" VALUES(97,49,49,1,'What we need','The heating in the hall was out again; the county is told.',NULL);
INSERT INTO "agenda_item" VALUES(98,49,49,2,'News from the county','The rota holds. Two people ask for later shifts in winter.',NULL);
INSERT INTO "agenda_item" VALUES(99,50,50,1,'What we need','The new oven is in use; the old one goes to the school.',NULL);
INSERT INTO "agenda_item" VALUES(100,50,50,2,'How the month went','The heating in the hall was out again; the county is told.',NULL);
INSERT INTO "agenda_item" VALUES(145,73,73,1,'News from the county','The new oven is in use; the old one goes to the school.',NULL);
INSERT INTO "agenda_item" VALUES(146,73,73,2,'News from the county','We looked at the figures of the last quarter together.',NULL);
INSERT INTO "agenda_item" VALUES(147,74,74,1,'News from the county','The new oven is in use; the old one goes to the school.',NULL);
INSERT INTO "agenda_item" VALUES(148,74,74,2,'News from the county','Most are content with the shorter meeting.',NULL);
INSERT INTO "agenda_item" VALUES(211,106,106,1,'Any other business','We talked about who can lead the study evening.',NULL);
INSERT INTO "agenda_item" VALUES(212,106,106,2,'Any other business','We looked at the figures of the last quarter together.',NULL);
INSERT INTO "agenda_item" VALUES(259,131,130,1,'What we need','Most are content with the shorter meeting.',NULL);
INSERT INTO "agenda_item" VALUES(260,131,130,2,'News from the county','We talked about who can lead the study evening.',NULL);
INSERT INTO "agenda_item" VALUES(303,154,152,1,'News from the county','We looked at the figures of the last quarter together.',NULL);
INSERT INTO "agenda_item" VALUES(304,154,152,2,'What we need','The new oven is in use; the old one goes to the school.',NULL);
INSERT INTO "agenda_item" VALUES(305,155,153,1,'Any other business','We talked about who can lead the study evening.',NULL);
INSERT INTO "agenda_item" VALUES(306,155,153,2,'How the month went','The new oven is in use; the old one goes to the school.',NULL);
INSERT INTO "agenda_item" VALUES(351,178,176,1,'News from the county','The heating in the hall was out again; the county is told.',NULL);
INSERT INTO "agenda_item" VALUES(352,178,176,2,'News from the county','We talked about who can lead the study evening.',NULL);
INSERT INTO "agenda_item" VALUES(353,179,177,1,'Any other business','The heating in the hall was out again; the county is told.',NULL);
INSERT INTO "agenda_item" VALUES(354,179,177,2,'What we need','Deliveries were late twice. The drivers explain why.',NULL);
INSERT INTO "agenda_item" VALUES(399,202,200,1,'How the month went','We looked at the figures of the last quarter together.',NULL);
INSERT INTO "agenda_item" VALUES(400,202,200,2,'Any other business','Three neighbours asked how to join.',NULL);
INSERT INTO "agenda_item" VALUES(401,203,201,1,'How the month went','The new oven is in use; the old one goes to the school.',NULL);
INSERT INTO "agenda_item" VALUES(402,203,201,2,'What we need','We talked about who can lead the study evening.',NULL);
INSERT INTO "agenda_item" VALUES(449,227,225,1,'What we need','We talked about who can lead the study evening.',NULL);
INSERT INTO "agenda_item" VALUES(450,227,225,2,'What we need','The rota holds. Two people ask for later shifts in winter.',NULL);
INSERT INTO "agenda_item" VALUES(451,228,226,1,'Any other business','We looked at the figures of the last quarter together.',NULL);
INSERT INTO "agenda_item" VALUES(452,228,226,2,'News from the county','The heating in the hall was out again; the county is told.',NULL);
INSERT INTO "agenda_item" VALUES(499,252,250,1,'How the month went','Most are content with the shorter meeting.',NULL);
INSERT INTO "agenda_item" VALUES(500,252,250,2,'What we need','The new oven is in use; the old one goes to the school.',NULL);
INSERT INTO "agenda_item" VALUES(501,253,251,1,'Any other business','Most are content with the shorter meeting.',NULL);
INSERT INTO "agenda_item" VALUES(502,253,251,2,'How the month went','Most are content with the shorter meeting.',NULL);
CREATE TABLE assignment (
  id           INTEGER PRIMARY KEY,        -- seen by: self, cell
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, cell
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: self, cell
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, cell
  text         TEXT NOT NULL,              -- seen by: self, cell
  due_day      INTEGER,                    -- seen by: self, cell; NULL: not said
  given_on     INTEGER NOT NULL,           -- seen by: self, cell; day
  meeting_id   INTEGER REFERENCES meeting, -- seen by: self, cell; NULL: none
  decision     INTEGER,                    -- seen by: self, cell; its number
  state        INTEGER NOT NULL,           -- seen by: self, cell; 1 open, 2 needs
                                           -- help, 3 reported done, 4 done,
                                           -- 5 dropped
  entered_at   INTEGER NOT NULL,           -- seen by: self, cell; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self, cell
);
INSERT INTO "assignment" VALUES(18,'hzjf8sghbce0',7,32,'We offer day-old bread to the school at half price.',20766,20736,73,1,3,1791664200,NULL);
INSERT INTO "assignment" VALUES(33,'zvn7pbvkre20',10,72,'We start the early shift on the first of next month, for four weeks, then look again.',20776,20760,155,1,1,1793737800,NULL);
INSERT INTO "assignment" VALUES(41,'6r33r1j58tg6',11,84,'We put up a board with who needs help with what.',20787,20772,179,1,1,1794774600,NULL);
CREATE TABLE assignment_event (
  id           INTEGER PRIMARY KEY,        -- seen by: self, cell
  assignment_id INTEGER NOT NULL REFERENCES assignment,  -- seen by: self, cell
  state        INTEGER NOT NULL,           -- seen by: self, cell; from then on
  note         TEXT NOT NULL,              -- seen by: self, cell
  at           INTEGER NOT NULL,           -- seen by: self, cell; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self, cell
);
INSERT INTO "assignment_event" VALUES(52,18,1,'',1791664200,NULL);
INSERT INTO "assignment_event" VALUES(53,18,3,'Done.',1794515400,NULL);
INSERT INTO "assignment_event" VALUES(96,33,1,'',1793737800,NULL);
INSERT INTO "assignment_event" VALUES(118,41,1,'',1794774600,NULL);
CREATE TABLE attendance (
  record_id    INTEGER NOT NULL REFERENCES meeting_record,  -- seen by: self, cell
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, cell
  presence     INTEGER NOT NULL,           -- seen by: self, cell; 1 present,
                                           -- 2 excused, 3 absent
  PRIMARY KEY (record_id, member_id)
);
INSERT INTO "attendance" VALUES(24,13,1);
INSERT INTO "attendance" VALUES(24,2,1);
INSERT INTO "attendance" VALUES(24,10,1);
INSERT INTO "attendance" VALUES(24,1,1);
INSERT INTO "attendance" VALUES(24,4,1);
INSERT INTO "attendance" VALUES(24,7,1);
INSERT INTO "attendance" VALUES(24,8,2);
INSERT INTO "attendance" VALUES(24,12,1);
INSERT INTO "attendance" VALUES(24,9,1);
INSERT INTO "attendance" VALUES(24,6,1);
INSERT INTO "attendance" VALUES(24,3,1);
INSERT INTO "attendance" VALUES(24,5,1);
INSERT INTO "attendance" VALUES(24,14,1);
INSERT INTO "attendance" VALUES(24,11,1);
INSERT INTO "attendance" VALUES(25,13,1);
INSERT INTO "attendance" VALUES(25,2,1);
INSERT INTO "attendance" VALUES(25,10,1);
INSERT INTO "attendance" VALUES(25,1,1);
INSERT INTO "attendance" VALUES(25,4,1);
INSERT INTO "attendance" VALUES(25,7,3);
INSERT INTO "attendance" VALUES(25,8,1);
INSERT INTO "attendance" VALUES(25,12,3);
INSERT INTO "attendance" VALUES(25,9,1);
INSERT INTO "attendance" VALUES(25,6,1);
INSERT INTO "attendance" VALUES(25,3,1);
INSERT INTO "attendance" VALUES(25,5,1);
INSERT INTO "attendance" VALUES(25,14,3);
INSERT INTO "attendance" VALUES(25,11,1);
INSERT INTO "attendance" VALUES(49,23,1);
INSERT INTO "attendance" VALUES(49,17,1);
INSERT INTO "attendance" VALUES(49,22,1);
INSERT INTO "attendance" VALUES(49,24,3);
INSERT INTO "attendance" VALUES(49,25,1);
INSERT INTO "attendance" VALUES(49,19,1);
INSERT INTO "attendance" VALUES(49,21,1);
INSERT INTO "attendance" VALUES(49,15,1);
INSERT INTO "attendance" VALUES(49,18,1);
INSERT INTO "attendance" VALUES(49,16,1);
INSERT INTO "attendance" VALUES(49,20,1);
INSERT INTO "attendance" VALUES(50,23,1);
INSERT INTO "attendance" VALUES(50,17,1);
INSERT INTO "attendance" VALUES(50,22,3);
INSERT INTO "attendance" VALUES(50,24,3);
INSERT INTO "attendance" VALUES(50,25,1);
INSERT INTO "attendance" VALUES(50,19,1);
INSERT INTO "attendance" VALUES(50,21,1);
INSERT INTO "attendance" VALUES(50,15,1);
INSERT INTO "attendance" VALUES(50,18,1);
INSERT INTO "attendance" VALUES(50,16,2);
INSERT INTO "attendance" VALUES(50,20,1);
INSERT INTO "attendance" VALUES(73,31,1);
INSERT INTO "attendance" VALUES(73,32,1);
INSERT INTO "attendance" VALUES(73,27,1);
INSERT INTO "attendance" VALUES(73,28,1);
INSERT INTO "attendance" VALUES(73,29,1);
INSERT INTO "attendance" VALUES(73,30,1);
INSERT INTO "attendance" VALUES(73,33,1);
INSERT INTO "attendance" VALUES(73,26,1);
INSERT INTO "attendance" VALUES(74,31,1);
INSERT INTO "attendance" VALUES(74,32,2);
INSERT INTO "attendance" VALUES(74,27,1);
INSERT INTO "attendance" VALUES(74,28,3);
INSERT INTO "attendance" VALUES(74,29,1);
INSERT INTO "attendance" VALUES(74,30,1);
INSERT INTO "attendance" VALUES(74,33,1);
INSERT INTO "attendance" VALUES(74,26,2);
INSERT INTO "attendance" VALUES(106,36,1);
INSERT INTO "attendance" VALUES(106,37,1);
INSERT INTO "attendance" VALUES(106,38,1);
INSERT INTO "attendance" VALUES(106,35,1);
INSERT INTO "attendance" VALUES(106,39,1);
INSERT INTO "attendance" VALUES(106,40,1);
INSERT INTO "attendance" VALUES(106,41,1);
INSERT INTO "attendance" VALUES(106,42,1);
INSERT INTO "attendance" VALUES(106,43,1);
INSERT INTO "attendance" VALUES(106,44,1);
INSERT INTO "attendance" VALUES(106,45,2);
INSERT INTO "attendance" VALUES(106,34,1);
INSERT INTO "attendance" VALUES(106,46,1);
INSERT INTO "attendance" VALUES(106,47,2);
INSERT INTO "attendance" VALUES(130,56,1);
INSERT INTO "attendance" VALUES(130,50,1);
INSERT INTO "attendance" VALUES(130,53,1);
INSERT INTO "attendance" VALUES(130,48,1);
INSERT INTO "attendance" VALUES(130,55,1);
INSERT INTO "attendance" VALUES(130,54,3);
INSERT INTO "attendance" VALUES(130,51,1);
INSERT INTO "attendance" VALUES(130,63,3);
INSERT INTO "attendance" VALUES(130,49,2);
INSERT INTO "attendance" VALUES(130,59,1);
INSERT INTO "attendance" VALUES(130,58,1);
INSERT INTO "attendance" VALUES(130,57,1);
INSERT INTO "attendance" VALUES(130,60,1);
INSERT INTO "attendance" VALUES(130,52,1);
INSERT INTO "attendance" VALUES(130,62,1);
INSERT INTO "attendance" VALUES(130,61,3);
INSERT INTO "attendance" VALUES(152,65,1);
INSERT INTO "attendance" VALUES(152,74,1);
INSERT INTO "attendance" VALUES(152,70,2);
INSERT INTO "attendance" VALUES(152,77,1);
INSERT INTO "attendance" VALUES(152,72,1);
INSERT INTO "attendance" VALUES(152,66,1);
INSERT INTO "attendance" VALUES(152,73,3);
INSERT INTO "attendance" VALUES(152,68,1);
INSERT INTO "attendance" VALUES(152,78,2);
INSERT INTO "attendance" VALUES(152,64,1);
INSERT INTO "attendance" VALUES(152,75,3);
INSERT INTO "attendance" VALUES(152,71,1);
INSERT INTO "attendance" VALUES(152,76,1);
INSERT INTO "attendance" VALUES(152,69,1);
INSERT INTO "attendance" VALUES(152,67,1);
INSERT INTO "attendance" VALUES(153,65,1);
INSERT INTO "attendance" VALUES(153,74,3);
INSERT INTO "attendance" VALUES(153,70,3);
INSERT INTO "attendance" VALUES(153,77,1);
INSERT INTO "attendance" VALUES(153,72,2);
INSERT INTO "attendance" VALUES(153,66,1);
INSERT INTO "attendance" VALUES(153,73,2);
INSERT INTO "attendance" VALUES(153,68,1);
INSERT INTO "attendance" VALUES(153,78,1);
INSERT INTO "attendance" VALUES(153,64,1);
INSERT INTO "attendance" VALUES(153,75,1);
INSERT INTO "attendance" VALUES(153,71,1);
INSERT INTO "attendance" VALUES(153,76,1);
INSERT INTO "attendance" VALUES(153,69,1);
INSERT INTO "attendance" VALUES(153,67,1);
INSERT INTO "attendance" VALUES(176,90,1);
INSERT INTO "attendance" VALUES(176,83,1);
INSERT INTO "attendance" VALUES(176,85,1);
INSERT INTO "attendance" VALUES(176,92,1);
INSERT INTO "attendance" VALUES(176,86,3);
INSERT INTO "attendance" VALUES(176,82,1);
INSERT INTO "attendance" VALUES(176,81,1);
INSERT INTO "attendance" VALUES(176,87,3);
INSERT INTO "attendance" VALUES(176,88,2);
INSERT INTO "attendance" VALUES(176,91,2);
INSERT INTO "attendance" VALUES(176,89,1);
INSERT INTO "attendance" VALUES(176,80,2);
INSERT INTO "attendance" VALUES(176,79,1);
INSERT INTO "attendance" VALUES(176,84,1);
INSERT INTO "attendance" VALUES(177,90,1);
INSERT INTO "attendance" VALUES(177,83,1);
INSERT INTO "attendance" VALUES(177,85,1);
INSERT INTO "attendance" VALUES(177,92,1);
INSERT INTO "attendance" VALUES(177,86,1);
INSERT INTO "attendance" VALUES(177,82,2);
INSERT INTO "attendance" VALUES(177,81,1);
INSERT INTO "attendance" VALUES(177,87,1);
INSERT INTO "attendance" VALUES(177,88,1);
INSERT INTO "attendance" VALUES(177,91,1);
INSERT INTO "attendance" VALUES(177,89,1);
INSERT INTO "attendance" VALUES(177,80,1);
INSERT INTO "attendance" VALUES(177,79,2);
INSERT INTO "attendance" VALUES(177,84,1);
INSERT INTO "attendance" VALUES(200,101,1);
INSERT INTO "attendance" VALUES(200,106,2);
INSERT INTO "attendance" VALUES(200,105,3);
INSERT INTO "attendance" VALUES(200,93,1);
INSERT INTO "attendance" VALUES(200,98,1);
INSERT INTO "attendance" VALUES(200,97,1);
INSERT INTO "attendance" VALUES(200,108,1);
INSERT INTO "attendance" VALUES(200,107,1);
INSERT INTO "attendance" VALUES(200,100,2);
INSERT INTO "attendance" VALUES(200,109,1);
INSERT INTO "attendance" VALUES(200,102,1);
INSERT INTO "attendance" VALUES(200,104,1);
INSERT INTO "attendance" VALUES(200,103,1);
INSERT INTO "attendance" VALUES(200,94,1);
INSERT INTO "attendance" VALUES(200,99,2);
INSERT INTO "attendance" VALUES(200,96,2);
INSERT INTO "attendance" VALUES(200,95,1);
INSERT INTO "attendance" VALUES(201,101,1);
INSERT INTO "attendance" VALUES(201,106,1);
INSERT INTO "attendance" VALUES(201,105,1);
INSERT INTO "attendance" VALUES(201,93,1);
INSERT INTO "attendance" VALUES(201,98,1);
INSERT INTO "attendance" VALUES(201,97,2);
INSERT INTO "attendance" VALUES(201,108,1);
INSERT INTO "attendance" VALUES(201,107,1);
INSERT INTO "attendance" VALUES(201,100,1);
INSERT INTO "attendance" VALUES(201,109,3);
INSERT INTO "attendance" VALUES(201,102,1);
INSERT INTO "attendance" VALUES(201,104,1);
INSERT INTO "attendance" VALUES(201,103,1);
INSERT INTO "attendance" VALUES(201,94,1);
INSERT INTO "attendance" VALUES(201,99,1);
INSERT INTO "attendance" VALUES(201,96,2);
INSERT INTO "attendance" VALUES(201,95,2);
INSERT INTO "attendance" VALUES(225,114,1);
INSERT INTO "attendance" VALUES(225,110,1);
INSERT INTO "attendance" VALUES(225,118,1);
INSERT INTO "attendance" VALUES(225,112,1);
INSERT INTO "attendance" VALUES(225,117,1);
INSERT INTO "attendance" VALUES(225,113,1);
INSERT INTO "attendance" VALUES(225,116,1);
INSERT INTO "attendance" VALUES(225,111,1);
INSERT INTO "attendance" VALUES(225,115,2);
INSERT INTO "attendance" VALUES(226,114,1);
INSERT INTO "attendance" VALUES(226,110,1);
INSERT INTO "attendance" VALUES(226,118,1);
INSERT INTO "attendance" VALUES(226,112,1);
INSERT INTO "attendance" VALUES(226,117,1);
INSERT INTO "attendance" VALUES(226,113,1);
INSERT INTO "attendance" VALUES(226,116,1);
INSERT INTO "attendance" VALUES(226,111,1);
INSERT INTO "attendance" VALUES(226,115,1);
INSERT INTO "attendance" VALUES(250,123,1);
INSERT INTO "attendance" VALUES(250,127,1);
INSERT INTO "attendance" VALUES(250,124,2);
INSERT INTO "attendance" VALUES(250,119,1);
INSERT INTO "attendance" VALUES(250,121,1);
INSERT INTO "attendance" VALUES(250,126,1);
INSERT INTO "attendance" VALUES(250,125,1);
INSERT INTO "attendance" VALUES(250,120,2);
INSERT INTO "attendance" VALUES(250,122,1);
INSERT INTO "attendance" VALUES(251,123,1);
INSERT INTO "attendance" VALUES(251,127,3);
INSERT INTO "attendance" VALUES(251,124,3);
INSERT INTO "attendance" VALUES(251,119,1);
INSERT INTO "attendance" VALUES(251,121,1);
INSERT INTO "attendance" VALUES(251,126,1);
INSERT INTO "attendance" VALUES(251,125,3);
INSERT INTO "attendance" VALUES(251,120,1);
INSERT INTO "attendance" VALUES(251,122,2);
CREATE TABLE change (
  id           INTEGER PRIMARY KEY,        -- seen by: self, auditor
  at           INTEGER NOT NULL,           -- seen by: self, auditor; moment
  account_id   INTEGER,                    -- seen by: self, auditor; NULL: the shell
  actor_id     INTEGER,                    -- seen by: self, auditor; a member
  office       TEXT NOT NULL,              -- seen by: self, auditor; "secretary of A-1"
  verb         TEXT NOT NULL,              -- seen by: self, auditor; "meeting.record"
  unit_id      INTEGER,                    -- seen by: self, auditor; it belongs to
  member_id    INTEGER,                    -- seen by: self, auditor; it is about
  kind         TEXT NOT NULL,              -- seen by: self, auditor; "meeting"; or ""
  object_id    INTEGER,                    -- seen by: self, auditor; of that kind
  request_id   TEXT NOT NULL               -- seen by: auditor; of the write; or ""
);
INSERT INTO "change" VALUES(1,1795235046,NULL,NULL,'','statutes.adopt',NULL,NULL,'edition',1,'');
INSERT INTO "change" VALUES(2,1795235046,NULL,NULL,'','unit.found',1,NULL,'unit',1,'');
INSERT INTO "change" VALUES(3,1795235046,NULL,NULL,'','unit.found',2,NULL,'unit',2,'');
INSERT INTO "change" VALUES(4,1795235046,NULL,NULL,'','unit.found',3,NULL,'unit',3,'');
INSERT INTO "change" VALUES(5,1795235046,NULL,NULL,'','unit.found',4,NULL,'unit',4,'');
INSERT INTO "change" VALUES(6,1795235046,NULL,NULL,'','unit.found',5,NULL,'unit',5,'');
INSERT INTO "change" VALUES(7,1795235046,NULL,NULL,'','member.join',5,1,'member',1,'');
INSERT INTO "change" VALUES(8,1795235046,NULL,NULL,'','member.contact',5,1,'member',1,'');
INSERT INTO "change" VALUES(9,1795235046,NULL,NULL,'','member.join',5,2,'member',2,'');
INSERT INTO "change" VALUES(10,1795235046,NULL,NULL,'','member.contact',5,2,'member',2,'');
INSERT INTO "change" VALUES(11,1795235046,NULL,NULL,'','member.join',5,3,'member',3,'');
INSERT INTO "change" VALUES(12,1795235046,NULL,NULL,'','member.contact',5,3,'member',3,'');
INSERT INTO "change" VALUES(13,1795235046,NULL,NULL,'','member.join',5,4,'member',4,'');
INSERT INTO "change" VALUES(14,1795235046,NULL,NULL,'','member.join',5,5,'member',5,'');
INSERT INTO "change" VALUES(15,1795235046,NULL,NULL,'','member.join',5,6,'member',6,'');
INSERT INTO "change" VALUES(16,1795235046,NULL,NULL,'','member.join',5,7,'member',7,'');
INSERT INTO "change" VALUES(17,1795235046,NULL,NULL,'','member.contact',5,7,'member',7,'');
INSERT INTO "change" VALUES(18,1795235046,NULL,NULL,'','member.join',5,8,'member',8,'');
INSERT INTO "change" VALUES(19,1795235046,NULL,NULL,'','member.contact',5,8,'member',8,'');
INSERT INTO "change" VALUES(20,1795235046,NULL,NULL,'','member.join',5,9,'member',9,'');
INSERT INTO "change" VALUES(21,1795235046,NULL,NULL,'','member.contact',5,9,'member',9,'');
INSERT INTO "change" VALUES(22,1795235046,NULL,NULL,'','member.join',5,10,'member',10,'');
INSERT INTO "change" VALUES(23,1795235046,NULL,NULL,'','member.contact',5,10,'member',10,'');
INSERT INTO "change" VALUES(24,1795235046,NULL,NULL,'','member.join',5,11,'member',11,'');
INSERT INTO "change" VALUES(25,1795235046,NULL,NULL,'','member.contact',5,11,'member',11,'');
INSERT INTO "change" VALUES(26,1795235046,NULL,NULL,'','member.join',5,12,'member',12,'');
INSERT INTO "change" VALUES(27,1795235046,NULL,NULL,'','member.contact',5,12,'member',12,'');
INSERT INTO "change" VALUES(28,1795235046,NULL,NULL,'','member.join',5,13,'member',13,'');
INSERT INTO "change" VALUES(29,1795235046,NULL,NULL,'','member.join',5,14,'member',14,'');
INSERT INTO "change" VALUES(30,1795235046,NULL,NULL,'','office.name',5,2,'term',1,'');
INSERT INTO "change" VALUES(31,1795235046,NULL,NULL,'','office.name',5,1,'term',2,'');
INSERT INTO "change" VALUES(32,1795235046,NULL,NULL,'','office.name',5,3,'term',3,'');
INSERT INTO "change" VALUES(33,1795235046,NULL,NULL,'','office.name',3,4,'term',4,'');
INSERT INTO "change" VALUES(34,1795235046,NULL,NULL,'','office.name',1,5,'term',5,'');
INSERT INTO "change" VALUES(40,1743712200,NULL,NULL,'','meeting.record',5,NULL,'meeting',6,'');
INSERT INTO "change" VALUES(60,1775161800,NULL,NULL,'','meeting.record',5,NULL,'meeting',18,'');
INSERT INTO "change" VALUES(75,1795235046,NULL,NULL,'','unit.found',6,NULL,'unit',6,'');
INSERT INTO "change" VALUES(76,1795235046,NULL,NULL,'','member.join',6,15,'member',15,'');
INSERT INTO "change" VALUES(77,1795235046,NULL,NULL,'','member.join',6,16,'member',16,'');
INSERT INTO "change" VALUES(78,1795235046,NULL,NULL,'','member.join',6,17,'member',17,'');
INSERT INTO "change" VALUES(79,1795235046,NULL,NULL,'','member.join',6,18,'member',18,'');
INSERT INTO "change" VALUES(80,1795235046,NULL,NULL,'','member.contact',6,18,'member',18,'');
INSERT INTO "change" VALUES(81,1795235046,NULL,NULL,'','member.join',6,19,'member',19,'');
INSERT INTO "change" VALUES(82,1795235046,NULL,NULL,'','member.join',6,20,'member',20,'');
INSERT INTO "change" VALUES(83,1795235046,NULL,NULL,'','member.contact',6,20,'member',20,'');
INSERT INTO "change" VALUES(84,1795235046,NULL,NULL,'','member.join',6,21,'member',21,'');
INSERT INTO "change" VALUES(85,1795235046,NULL,NULL,'','member.contact',6,21,'member',21,'');
INSERT INTO "change" VALUES(86,1795235046,NULL,NULL,'','member.join',6,22,'member',22,'');
INSERT INTO "change" VALUES(87,1795235046,NULL,NULL,'','member.contact',6,22,'member',22,'');
INSERT INTO "change" VALUES(88,1795235046,NULL,NULL,'','member.join',6,23,'member',23,'');
INSERT INTO "change" VALUES(89,1795235046,NULL,NULL,'','member.contact',6,23,'member',23,'');
INSERT INTO "change" VALUES(90,1795235046,NULL,NULL,'','member.join',6,24,'member',24,'');
INSERT INTO "change" VALUES(91,1795235046,NULL,NULL,'','member.join',6,25,'member',25,'');
INSERT INTO "change" VALUES(92,1795235046,NULL,NULL,'','member.contact',6,25,'member',25,'');
INSERT INTO "change" VALUES(93,1795235046,NULL,NULL,'','office.name',6,16,'term',6,'');
INSERT INTO "change" VALUES(94,1795235046,NULL,NULL,'','office.name',6,15,'term',7,'');
INSERT INTO "change" VALUES(95,1795235046,NULL,NULL,'','office.name',6,17,'term',8,'');
INSERT INTO "change" VALUES(96,1795235046,NULL,NULL,'','office.name',3,18,'term',9,'');
INSERT INTO "change" VALUES(97,1795235046,NULL,NULL,'','office.name',1,19,'term',10,'');
INSERT INTO "change" VALUES(100,1736800200,NULL,NULL,'','assignment.give',6,22,'assignment',6,'');
INSERT INTO "change" VALUES(120,1770928200,NULL,NULL,'','assignment.report',6,17,'assignment',8,'');
INSERT INTO "change" VALUES(138,1795235046,NULL,NULL,'','unit.found',7,NULL,'unit',7,'');
INSERT INTO "change" VALUES(139,1795235046,NULL,NULL,'','member.join',7,26,'member',26,'');
INSERT INTO "change" VALUES(140,1795235046,NULL,NULL,'','member.contact',7,26,'member',26,'');
INSERT INTO "change" VALUES(141,1795235046,NULL,NULL,'','member.join',7,27,'member',27,'');
INSERT INTO "change" VALUES(142,1795235046,NULL,NULL,'','member.join',7,28,'member',28,'');
INSERT INTO "change" VALUES(143,1795235046,NULL,NULL,'','member.contact',7,28,'member',28,'');
INSERT INTO "change" VALUES(144,1795235046,NULL,NULL,'','member.join',7,29,'member',29,'');
INSERT INTO "change" VALUES(145,1795235046,NULL,NULL,'','member.contact',7,29,'member',29,'');
INSERT INTO "change" VALUES(146,1795235046,NULL,NULL,'','member.join',7,30,'member',30,'');
INSERT INTO "change" VALUES(147,1795235046,NULL,NULL,'','member.join',7,31,'member',31,'');
INSERT INTO "change" VALUES(148,1795235046,NULL,NULL,'','member.contact',7,31,'member',31,'');
INSERT INTO "change" VALUES(149,1795235046,NULL,NULL,'','member.join',7,32,'member',32,'');
INSERT INTO "change" VALUES(150,1795235046,NULL,NULL,'','member.contact',7,32,'member',32,'');
INSERT INTO "change" VALUES(151,1795235046,NULL,NULL,'','member.join',7,33,'member',33,'');
INSERT INTO "change" VALUES(152,1795235046,NULL,NULL,'','office.name',7,26,'term',11,'');
INSERT INTO "change" VALUES(153,1795235046,NULL,NULL,'','office.name',7,28,'term',12,'');
INSERT INTO "change" VALUES(154,1795235046,NULL,NULL,'','office.name',3,29,'term',13,'');
INSERT INTO "change" VALUES(155,1795235046,NULL,NULL,'','office.name',1,30,'term',14,'');
INSERT INTO "change" VALUES(160,1744489800,NULL,NULL,'','meeting.record',7,NULL,'meeting',55,'');
INSERT INTO "change" VALUES(180,1770928200,NULL,NULL,'','meeting.record',7,NULL,'meeting',65,'');
INSERT INTO "change" VALUES(200,1791664200,NULL,NULL,'','meeting.record',7,NULL,'meeting',73,'');
INSERT INTO "change" VALUES(203,1795235046,NULL,NULL,'','unit.found',8,NULL,'unit',8,'');
INSERT INTO "change" VALUES(204,1795235046,NULL,NULL,'','member.join',8,34,'member',34,'');
INSERT INTO "change" VALUES(205,1795235046,NULL,NULL,'','member.contact',8,34,'member',34,'');
INSERT INTO "change" VALUES(206,1795235046,NULL,NULL,'','member.join',8,35,'member',35,'');
INSERT INTO "change" VALUES(207,1795235046,NULL,NULL,'','member.contact',8,35,'member',35,'');
INSERT INTO "change" VALUES(208,1795235046,NULL,NULL,'','member.join',8,36,'member',36,'');
INSERT INTO "change" VALUES(209,1795235046,NULL,NULL,'','member.join',8,37,'member',37,'');
INSERT INTO "change" VALUES(210,1795235046,NULL,NULL,'','member.contact',8,37,'member',37,'');
INSERT INTO "change" VALUES(211,1795235046,NULL,NULL,'','member.join',8,38,'member',38,'');
INSERT INTO "change" VALUES(212,1795235046,NULL,NULL,'','member.join',8,39,'member',39,'');
INSERT INTO "change" VALUES(213,1795235046,NULL,NULL,'','member.contact',8,39,'member',39,'');
INSERT INTO "change" VALUES(214,1795235046,NULL,NULL,'','member.join',8,40,'member',40,'');
INSERT INTO "change" VALUES(215,1795235046,NULL,NULL,'','member.join',8,41,'member',41,'');
INSERT INTO "change" VALUES(216,1795235046,NULL,NULL,'','member.contact',8,41,'member',41,'');
INSERT INTO "change" VALUES(217,1795235046,NULL,NULL,'','member.join',8,42,'member',42,'');
INSERT INTO "change" VALUES(218,1795235046,NULL,NULL,'','member.contact',8,42,'member',42,'');
INSERT INTO "change" VALUES(219,1795235046,NULL,NULL,'','member.join',8,43,'member',43,'');
INSERT INTO "change" VALUES(220,1795235046,NULL,NULL,'','member.contact',8,43,'member',43,'');
INSERT INTO "change" VALUES(221,1795235046,NULL,NULL,'','member.join',8,44,'member',44,'');
INSERT INTO "change" VALUES(222,1795235046,NULL,NULL,'','member.contact',8,44,'member',44,'');
INSERT INTO "change" VALUES(223,1795235046,NULL,NULL,'','member.join',8,45,'member',45,'');
INSERT INTO "change" VALUES(224,1795235046,NULL,NULL,'','member.join',8,46,'member',46,'');
INSERT INTO "change" VALUES(225,1795235046,NULL,NULL,'','member.join',8,47,'member',47,'');
INSERT INTO "change" VALUES(226,1795235046,NULL,NULL,'','office.name',8,35,'term',15,'');
INSERT INTO "change" VALUES(227,1795235046,NULL,NULL,'','office.name',8,34,'term',16,'');
INSERT INTO "change" VALUES(228,1795235046,NULL,NULL,'','office.name',8,35,'term',17,'');
INSERT INTO "change" VALUES(229,1795235046,NULL,NULL,'','office.name',3,37,'term',18,'');
INSERT INTO "change" VALUES(240,1747686600,NULL,NULL,'','assignment.finish',8,38,'assignment',19,'');
INSERT INTO "change" VALUES(260,1771878600,NULL,NULL,'','meeting.record',8,NULL,'meeting',96,'');
INSERT INTO "change" VALUES(274,1795235046,NULL,NULL,'','unit.found',9,NULL,'unit',9,'');
INSERT INTO "change" VALUES(275,1795235046,NULL,NULL,'','member.join',9,48,'member',48,'');
INSERT INTO "change" VALUES(276,1795235046,NULL,NULL,'','member.contact',9,48,'member',48,'');
INSERT INTO "change" VALUES(277,1795235046,NULL,NULL,'','member.join',9,49,'member',49,'');
INSERT INTO "change" VALUES(278,1795235046,NULL,NULL,'','member.contact',9,49,'member',49,'');
INSERT INTO "change" VALUES(279,1795235046,NULL,NULL,'','member.join',9,50,'member',50,'');
INSERT INTO "change" VALUES(280,1795235046,NULL,NULL,'','member.contact',9,50,'member',50,'');
INSERT INTO "change" VALUES(281,1795235046,NULL,NULL,'','member.join',9,51,'member',51,'');
INSERT INTO "change" VALUES(282,1795235046,NULL,NULL,'','member.contact',9,51,'member',51,'');
INSERT INTO "change" VALUES(283,1795235046,NULL,NULL,'','member.join',9,52,'member',52,'');
INSERT INTO "change" VALUES(284,1795235046,NULL,NULL,'','member.contact',9,52,'member',52,'');
INSERT INTO "change" VALUES(285,1795235046,NULL,NULL,'','member.join',9,53,'member',53,'');
INSERT INTO "change" VALUES(286,1795235046,NULL,NULL,'','member.contact',9,53,'member',53,'');
INSERT INTO "change" VALUES(287,1795235046,NULL,NULL,'','member.join',9,54,'member',54,'');
INSERT INTO "change" VALUES(288,1795235046,NULL,NULL,'','member.contact',9,54,'member',54,'');
INSERT INTO "change" VALUES(289,1795235046,NULL,NULL,'','member.join',9,55,'member',55,'');
INSERT INTO "change" VALUES(290,1795235046,NULL,NULL,'','member.join',9,56,'member',56,'');
INSERT INTO "change" VALUES(291,1795235046,NULL,NULL,'','member.contact',9,56,'member',56,'');
INSERT INTO "change" VALUES(292,1795235046,NULL,NULL,'','member.join',9,57,'member',57,'');
INSERT INTO "change" VALUES(293,1795235046,NULL,NULL,'','member.contact',9,57,'member',57,'');
INSERT INTO "change" VALUES(294,1795235046,NULL,NULL,'','member.join',9,58,'member',58,'');
INSERT INTO "change" VALUES(295,1795235046,NULL,NULL,'','member.join',9,59,'member',59,'');
INSERT INTO "change" VALUES(296,1795235046,NULL,NULL,'','member.contact',9,59,'member',59,'');
INSERT INTO "change" VALUES(297,1795235046,NULL,NULL,'','member.join',9,60,'member',60,'');
INSERT INTO "change" VALUES(298,1795235046,NULL,NULL,'','member.contact',9,60,'member',60,'');
INSERT INTO "change" VALUES(299,1795235046,NULL,NULL,'','member.join',9,61,'member',61,'');
INSERT INTO "change" VALUES(300,1795235046,NULL,NULL,'','member.contact',9,61,'member',61,'');
INSERT INTO "change" VALUES(301,1795235046,NULL,NULL,'','member.join',9,62,'member',62,'');
INSERT INTO "change" VALUES(302,1795235046,NULL,NULL,'','member.contact',9,62,'member',62,'');
INSERT INTO "change" VALUES(303,1795235046,NULL,NULL,'','member.join',9,63,'member',63,'');
INSERT INTO "change" VALUES(304,1795235046,NULL,NULL,'','office.name',9,49,'term',19,'');
INSERT INTO "change" VALUES(305,1795235046,NULL,NULL,'','office.name',9,48,'term',20,'');
INSERT INTO "change" VALUES(306,1795235046,NULL,NULL,'','office.name',9,50,'term',21,'');
INSERT INTO "change" VALUES(307,1795235046,NULL,NULL,'','office.name',3,51,'term',22,'');
INSERT INTO "change" VALUES(320,1758400200,NULL,NULL,'','assignment.finish',9,54,'assignment',23,'');
INSERT INTO "change" VALUES(339,1795235046,NULL,NULL,'','unit.found',10,NULL,'unit',10,'');
INSERT INTO "change" VALUES(340,1795235046,NULL,NULL,'','member.join',10,64,'member',64,'');
INSERT INTO "change" VALUES(341,1795235046,NULL,NULL,'','member.contact',10,64,'member',64,'');
INSERT INTO "change" VALUES(342,1795235046,NULL,NULL,'','member.join',10,65,'member',65,'');
INSERT INTO "change" VALUES(343,1795235046,NULL,NULL,'','member.join',10,66,'member',66,'');
INSERT INTO "change" VALUES(344,1795235046,NULL,NULL,'','member.join',10,67,'member',67,'');
INSERT INTO "change" VALUES(345,1795235046,NULL,NULL,'','member.contact',10,67,'member',67,'');
INSERT INTO "change" VALUES(346,1795235046,NULL,NULL,'','member.join',10,68,'member',68,'');
INSERT INTO "change" VALUES(347,1795235046,NULL,NULL,'','member.contact',10,68,'member',68,'');
INSERT INTO "change" VALUES(348,1795235046,NULL,NULL,'','member.join',10,69,'member',69,'');
INSERT INTO "change" VALUES(349,1795235046,NULL,NULL,'','member.join',10,70,'member',70,'');
INSERT INTO "change" VALUES(350,1795235046,NULL,NULL,'','member.contact',10,70,'member',70,'');
INSERT INTO "change" VALUES(351,1795235046,NULL,NULL,'','member.join',10,71,'member',71,'');
INSERT INTO "change" VALUES(352,1795235046,NULL,NULL,'','member.contact',10,71,'member',71,'');
INSERT INTO "change" VALUES(353,1795235046,NULL,NULL,'','member.join',10,72,'member',72,'');
INSERT INTO "change" VALUES(354,1795235046,NULL,NULL,'','member.contact',10,72,'member',72,'');
INSERT INTO "change" VALUES(355,1795235046,NULL,NULL,'','member.join',10,73,'member',73,'');
INSERT INTO "change" VALUES(356,1795235046,NULL,NULL,'','member.contact',10,73,'member',73,'');
INSERT INTO "change" VALUES(357,1795235046,NULL,NULL,'','member.join',10,74,'member',74,'');
INSERT INTO "change" VALUES(358,1795235046,NULL,NULL,'','member.join',10,75,'member',75,'');
INSERT INTO "change" VALUES(359,1795235046,NULL,NULL,'','member.contact',10,75,'member',75,'');
INSERT INTO "change" VALUES(360,1795235046,NULL,NULL,'','member.join',10,76,'member',76,'');
INSERT INTO "change" VALUES(361,1795235046,NULL,NULL,'','member.contact',10,76,'member',76,'');
INSERT INTO "change" VALUES(362,1795235046,NULL,NULL,'','member.join',10,77,'member',77,'');
INSERT INTO "change" VALUES(363,1795235046,NULL,NULL,'','member.join',10,78,'member',78,'');
INSERT INTO "change" VALUES(364,1795235046,NULL,NULL,'','member.contact',10,78,'member',78,'');
INSERT INTO "change" VALUES(365,1795235046,NULL,NULL,'','office.name',10,65,'term',23,'');
INSERT INTO "change" VALUES(366,1795235046,NULL,NULL,'','office.name',10,64,'term',24,'');
INSERT INTO "change" VALUES(367,1795235046,NULL,NULL,'','office.name',10,66,'term',25,'');
INSERT INTO "change" VALUES(368,1795235046,NULL,NULL,'','office.name',3,67,'term',26,'');
INSERT INTO "change" VALUES(380,1751661000,NULL,NULL,'','assignment.give',10,65,'assignment',27,'');
INSERT INTO "change" VALUES(400,1777840200,NULL,NULL,'','assignment.finish',10,67,'assignment',29,'');
INSERT INTO "change" VALUES(418,1795235046,NULL,NULL,'','unit.found',11,NULL,'unit',11,'');
INSERT INTO "change" VALUES(419,1795235046,NULL,NULL,'','member.join',11,79,'member',79,'');
INSERT INTO "change" VALUES(420,1795235046,NULL,NULL,'','member.contact',11,79,'member',79,'');
INSERT INTO "change" VALUES(421,1795235046,NULL,NULL,'','member.join',11,80,'member',80,'');
INSERT INTO "change" VALUES(422,1795235046,NULL,NULL,'','member.contact',11,80,'member',80,'');
INSERT INTO "change" VALUES(423,1795235046,NULL,NULL,'','member.join',11,81,'member',81,'');
INSERT INTO "change" VALUES(424,1795235046,NULL,NULL,'','member.contact',11,81,'member',81,'');
INSERT INTO "change" VALUES(425,1795235046,NULL,NULL,'','member.join',11,82,'member',82,'');
INSERT INTO "change" VALUES(426,1795235046,NULL,NULL,'','member.contact',11,82,'member',82,'');
INSERT INTO "change" VALUES(427,1795235046,NULL,NULL,'','member.join',11,83,'member',83,'');
INSERT INTO "change" VALUES(428,1795235046,NULL,NULL,'','member.join',11,84,'member',84,'');
INSERT INTO "change" VALUES(429,1795235046,NULL,NULL,'','member.contact',11,84,'member',84,'');
INSERT INTO "change" VALUES(430,1795235046,NULL,NULL,'','member.join',11,85,'member',85,'');
INSERT INTO "change" VALUES(431,1795235046,NULL,NULL,'','member.join',11,86,'member',86,'');
INSERT INTO "change" VALUES(432,1795235046,NULL,NULL,'','member.contact',11,86,'member',86,'');
INSERT INTO "change" VALUES(433,1795235046,NULL,NULL,'','member.join',11,87,'member',87,'');
INSERT INTO "change" VALUES(434,1795235046,NULL,NULL,'','member.contact',11,87,'member',87,'');
INSERT INTO "change" VALUES(435,1795235046,NULL,NULL,'','member.join',11,88,'member',88,'');
INSERT INTO "change" VALUES(436,1795235046,NULL,NULL,'','member.contact',11,88,'member',88,'');
INSERT INTO "change" VALUES(437,1795235046,NULL,NULL,'','member.join',11,89,'member',89,'');
INSERT INTO "change" VALUES(438,1795235046,NULL,NULL,'','member.contact',11,89,'member',89,'');
INSERT INTO "change" VALUES(439,1795235046,NULL,NULL,'','member.join',11,90,'member',90,'');
INSERT INTO "change" VALUES(440,1795235046,NULL,NULL,'','member.join',11,91,'member',91,'');
INSERT INTO "change" VALUES(441,1795235046,NULL,NULL,'','member.contact',11,91,'member',91,'');
INSERT INTO "change" VALUES(442,1795235046,NULL,NULL,'','member.join',11,92,'member',92,'');
INSERT INTO "change" VALUES(443,1795235046,NULL,NULL,'','member.contact',11,92,'member',92,'');
INSERT INTO "change" VALUES(444,1795235046,NULL,NULL,'','office.name',11,80,'term',27,'');
INSERT INTO "change" VALUES(445,1795235046,NULL,NULL,'','office.name',11,79,'term',28,'');
INSERT INTO "change" VALUES(446,1795235046,NULL,NULL,'','office.name',11,81,'term',29,'');
INSERT INTO "change" VALUES(447,1795235046,NULL,NULL,'','office.name',3,82,'term',30,'');
INSERT INTO "change" VALUES(460,1747427400,NULL,NULL,'','meeting.record',11,NULL,'meeting',162,'');
INSERT INTO "change" VALUES(480,1773606600,NULL,NULL,'','assignment.give',11,89,'assignment',40,'');
INSERT INTO "change" VALUES(494,1795235046,NULL,NULL,'','unit.found',12,NULL,'unit',12,'');
INSERT INTO "change" VALUES(495,1795235046,NULL,NULL,'','member.join',12,93,'member',93,'');
INSERT INTO "change" VALUES(496,1795235046,NULL,NULL,'','member.join',12,94,'member',94,'');
INSERT INTO "change" VALUES(497,1795235046,NULL,NULL,'','member.join',12,95,'member',95,'');
INSERT INTO "change" VALUES(498,1795235046,NULL,NULL,'','member.join',12,96,'member',96,'');
INSERT INTO "change" VALUES(499,1795235046,NULL,NULL,'','member.join',12,97,'member',97,'');
INSERT INTO "change" VALUES(500,1795235046,NULL,NULL,'','member.join',12,98,'member',98,'');
INSERT INTO "change" VALUES(501,1795235046,NULL,NULL,'','member.contact',12,98,'member',98,'');
INSERT INTO "change" VALUES(502,1795235046,NULL,NULL,'','member.join',12,99,'member',99,'');
INSERT INTO "change" VALUES(503,1795235046,NULL,NULL,'','member.contact',12,99,'member',99,'');
INSERT INTO "change" VALUES(504,1795235046,NULL,NULL,'','member.join',12,100,'member',100,'');
INSERT INTO "change" VALUES(505,1795235046,NULL,NULL,'','member.contact',12,100,'member',100,'');
INSERT INTO "change" VALUES(506,1795235046,NULL,NULL,'','member.join',12,101,'member',101,'');
INSERT INTO "change" VALUES(507,1795235046,NULL,NULL,'','member.contact',12,101,'member',101,'');
INSERT INTO "change" VALUES(508,1795235046,NULL,NULL,'','member.join',12,102,'member',102,'');
INSERT INTO "change" VALUES(509,1795235046,NULL,NULL,'','member.contact',12,102,'member',102,'');
INSERT INTO "change" VALUES(510,1795235046,NULL,NULL,'','member.join',12,103,'member',103,'');
INSERT INTO "change" VALUES(511,1795235046,NULL,NULL,'','member.contact',12,103,'member',103,'');
INSERT INTO "change" VALUES(512,1795235046,NULL,NULL,'','member.join',12,104,'member',104,'');
INSERT INTO "change" VALUES(513,1795235046,NULL,NULL,'','member.contact',12,104,'member',104,'');
INSERT INTO "change" VALUES(514,1795235046,NULL,NULL,'','member.join',12,105,'member',105,'');
INSERT INTO "change" VALUES(515,1795235046,NULL,NULL,'','member.join',12,106,'member',106,'');
INSERT INTO "change" VALUES(516,1795235046,NULL,NULL,'','member.contact',12,106,'member',106,'');
INSERT INTO "change" VALUES(517,1795235046,NULL,NULL,'','member.join',12,107,'member',107,'');
INSERT INTO "change" VALUES(518,1795235046,NULL,NULL,'','member.contact',12,107,'member',107,'');
INSERT INTO "change" VALUES(519,1795235046,NULL,NULL,'','member.join',12,108,'member',108,'');
INSERT INTO "change" VALUES(520,1795235046,NULL,NULL,'','member.contact',12,108,'member',108,'');
INSERT INTO "change" VALUES(521,1795235046,NULL,NULL,'','member.join',12,109,'member',109,'');
INSERT INTO "change" VALUES(522,1795235046,NULL,NULL,'','office.name',12,94,'term',31,'');
INSERT INTO "change" VALUES(523,1795235046,NULL,NULL,'','office.name',12,93,'term',32,'');
INSERT INTO "change" VALUES(524,1795235046,NULL,NULL,'','office.name',12,95,'term',33,'');
INSERT INTO "change" VALUES(540,1773001800,NULL,NULL,'','meeting.record',12,NULL,'meeting',195,'');
INSERT INTO "change" VALUES(549,1795235046,NULL,NULL,'','unit.found',13,NULL,'unit',13,'');
INSERT INTO "change" VALUES(550,1795235046,NULL,NULL,'','unit.found',14,NULL,'unit',14,'');
INSERT INTO "change" VALUES(551,1795235046,NULL,NULL,'','member.join',14,110,'member',110,'');
INSERT INTO "change" VALUES(552,1795235046,NULL,NULL,'','member.contact',14,110,'member',110,'');
INSERT INTO "change" VALUES(553,1795235046,NULL,NULL,'','member.join',14,111,'member',111,'');
INSERT INTO "change" VALUES(554,1795235046,NULL,NULL,'','member.contact',14,111,'member',111,'');
INSERT INTO "change" VALUES(555,1795235046,NULL,NULL,'','member.join',14,112,'member',112,'');
INSERT INTO "change" VALUES(556,1795235046,NULL,NULL,'','member.contact',14,112,'member',112,'');
INSERT INTO "change" VALUES(557,1795235046,NULL,NULL,'','member.join',14,113,'member',113,'');
INSERT INTO "change" VALUES(558,1795235046,NULL,NULL,'','member.contact',14,113,'member',113,'');
INSERT INTO "change" VALUES(559,1795235046,NULL,NULL,'','member.join',14,114,'member',114,'');
INSERT INTO "change" VALUES(560,1795235046,NULL,NULL,'','member.contact',14,114,'member',114,'');
INSERT INTO "change" VALUES(561,1795235046,NULL,NULL,'','member.join',14,115,'member',115,'');
INSERT INTO "change" VALUES(562,1795235046,NULL,NULL,'','member.contact',14,115,'member',115,'');
INSERT INTO "change" VALUES(563,1795235046,NULL,NULL,'','member.join',14,116,'member',116,'');
INSERT INTO "change" VALUES(564,1795235046,NULL,NULL,'','member.contact',14,116,'member',116,'');
INSERT INTO "change" VALUES(565,1795235046,NULL,NULL,'','member.join',14,117,'member',117,'');
INSERT INTO "change" VALUES(566,1795235046,NULL,NULL,'','member.contact',14,117,'member',117,'');
INSERT INTO "change" VALUES(567,1795235046,NULL,NULL,'','member.join',14,118,'member',118,'');
INSERT INTO "change" VALUES(568,1795235046,NULL,NULL,'','member.contact',14,118,'member',118,'');
INSERT INTO "change" VALUES(569,1795235046,NULL,NULL,'','office.name',14,111,'term',34,'');
INSERT INTO "change" VALUES(570,1795235046,NULL,NULL,'','office.name',14,110,'term',35,'');
INSERT INTO "change" VALUES(571,1795235046,NULL,NULL,'','office.name',14,112,'term',36,'');
INSERT INTO "change" VALUES(580,1749414600,NULL,NULL,'','assignment.report',14,111,'assignment',42,'');
INSERT INTO "change" VALUES(600,1765225800,NULL,NULL,'','meeting.record',14,NULL,'meeting',217,'');
INSERT INTO "change" VALUES(620,1786221000,NULL,NULL,'','meeting.record',14,NULL,'meeting',225,'');
INSERT INTO "change" VALUES(624,1795235046,NULL,NULL,'','unit.found',15,NULL,'unit',15,'');
INSERT INTO "change" VALUES(625,1795235046,NULL,NULL,'','member.join',15,119,'member',119,'');
INSERT INTO "change" VALUES(626,1795235046,NULL,NULL,'','member.contact',15,119,'member',119,'');
INSERT INTO "change" VALUES(627,1795235046,NULL,NULL,'','member.join',15,120,'member',120,'');
INSERT INTO "change" VALUES(628,1795235046,NULL,NULL,'','member.contact',15,120,'member',120,'');
INSERT INTO "change" VALUES(629,1795235046,NULL,NULL,'','member.join',15,121,'member',121,'');
INSERT INTO "change" VALUES(630,1795235046,NULL,NULL,'','member.contact',15,121,'member',121,'');
INSERT INTO "change" VALUES(631,1795235046,NULL,NULL,'','member.join',15,122,'member',122,'');
INSERT INTO "change" VALUES(632,1795235046,NULL,NULL,'','member.join',15,123,'member',123,'');
INSERT INTO "change" VALUES(633,1795235046,NULL,NULL,'','member.contact',15,123,'member',123,'');
INSERT INTO "change" VALUES(634,1795235046,NULL,NULL,'','member.join',15,124,'member',124,'');
INSERT INTO "change" VALUES(635,1795235046,NULL,NULL,'','member.contact',15,124,'member',124,'');
INSERT INTO "change" VALUES(636,1795235046,NULL,NULL,'','member.join',15,125,'member',125,'');
INSERT INTO "change" VALUES(637,1795235046,NULL,NULL,'','member.contact',15,125,'member',125,'');
INSERT INTO "change" VALUES(638,1795235046,NULL,NULL,'','member.join',15,126,'member',126,'');
INSERT INTO "change" VALUES(639,1795235046,NULL,NULL,'','member.contact',15,126,'member',126,'');
INSERT INTO "change" VALUES(640,1795235046,NULL,NULL,'','member.join',15,127,'member',127,'');
INSERT INTO "change" VALUES(641,1795235046,NULL,NULL,'','office.name',15,120,'term',37,'');
INSERT INTO "change" VALUES(642,1795235046,NULL,NULL,'','office.name',15,119,'term',38,'');
INSERT INTO "change" VALUES(643,1795235046,NULL,NULL,'','office.name',15,121,'term',39,'');
INSERT INTO "change" VALUES(660,1748809800,NULL,NULL,'','assignment.finish',15,127,'assignment',53,'');
INSERT INTO "change" VALUES(680,1780345800,NULL,NULL,'','assignment.report',15,120,'assignment',56,'');
INSERT INTO "change" VALUES(691,1795235046,NULL,NULL,'','account.invite',NULL,40,'account',NULL,'');
INSERT INTO "change" VALUES(692,1795235046,1,40,'','account.open',NULL,40,'account',NULL,'');
INSERT INTO "change" VALUES(693,1795235046,NULL,NULL,'','account.invite',NULL,34,'account',NULL,'');
INSERT INTO "change" VALUES(694,1795235046,2,34,'','account.open',NULL,34,'account',NULL,'');
INSERT INTO "change" VALUES(695,1795235046,NULL,NULL,'','account.invite',NULL,4,'account',NULL,'');
INSERT INTO "change" VALUES(696,1795235046,3,4,'','account.open',NULL,4,'account',NULL,'');
INSERT INTO "change" VALUES(697,1795235046,NULL,NULL,'','account.invite',NULL,5,'account',NULL,'');
INSERT INTO "change" VALUES(698,1795235046,4,5,'','account.open',NULL,5,'account',NULL,'');
CREATE TABLE contact (
  id           INTEGER PRIMARY KEY,        -- seen by: self, keeper of the roll
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, keeper of the roll
  kind         INTEGER NOT NULL,           -- seen by: self, keeper of the roll
  value        TEXT NOT NULL,              -- seen by: self, keeper of the roll
  shown_to     INTEGER NOT NULL,           -- seen by: self; 1 keeper, 2 own cell
  from_at      INTEGER NOT NULL,           -- seen by: self; moment
  until_at     INTEGER,                    -- seen by: self; moment; NULL: now
  entered_by   INTEGER REFERENCES account  -- seen by: self
);
INSERT INTO "contact" VALUES(6,9,1,'+00 555 000 0008',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(12,21,1,'+00 555 001 0006',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(18,29,1,'+00 555 002 0003',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(24,39,1,'+00 555 003 0005',1,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(30,49,1,'+00 555 004 0001',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(36,56,1,'+00 555 004 0008',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(42,64,1,'+00 555 005 0000',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(48,73,1,'+00 555 005 0009',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(54,81,1,'+00 555 006 0002',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(60,89,1,'+00 555 006 0010',1,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(66,101,1,'+00 555 007 0008',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(72,108,1,'+00 555 007 0015',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(78,115,1,'+00 555 008 0005',2,1795235046,NULL,NULL);
INSERT INTO "contact" VALUES(84,121,1,'+00 555 009 0002',2,1795235046,NULL,NULL);
CREATE TABLE correction (
  id           INTEGER PRIMARY KEY,        -- seen by: self, keeper of the roll
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, keeper of the roll
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, keeper of the roll
  about        TEXT NOT NULL,              -- seen by: self, keeper of the roll
  text         TEXT NOT NULL,              -- seen by: self, keeper of the roll
  at           INTEGER NOT NULL,           -- seen by: self, keeper of the roll; moment
  answer       TEXT NOT NULL,              -- seen by: self, keeper of the roll; or ""
  answered_at  INTEGER,                    -- seen by: self, keeper of the roll; moment
  answered_by  INTEGER REFERENCES account  -- seen by: self, keeper of the roll
);
CREATE TABLE counter (
  name         TEXT NOT NULL PRIMARY KEY,  -- seen by: administrator; a table
  next         INTEGER NOT NULL            -- seen by: administrator
);
INSERT INTO "counter" VALUES('edition',2);
INSERT INTO "counter" VALUES('change',699);
INSERT INTO "counter" VALUES('unit',16);
INSERT INTO "counter" VALUES('unit_event',16);
INSERT INTO "counter" VALUES('member',128);
INSERT INTO "counter" VALUES('membership',128);
INSERT INTO "counter" VALUES('contact',89);
INSERT INTO "counter" VALUES('term',40);
INSERT INTO "counter" VALUES('meeting',254);
INSERT INTO "counter" VALUES('meeting_record',252);
INSERT INTO "counter" VALUES('agenda_item',503);
INSERT INTO "counter" VALUES('decision',93);
INSERT INTO "counter" VALUES('assignment',58);
INSERT INTO "counter" VALUES('assignment_event',168);
INSERT INTO "counter" VALUES('account',5);
CREATE TABLE decision (
  id           INTEGER PRIMARY KEY,        -- seen by: cell
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: cell
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: cell
  record_id    INTEGER NOT NULL REFERENCES meeting_record,  -- seen by: cell
  number       INTEGER NOT NULL,           -- seen by: cell; from 1
  text         TEXT NOT NULL,              -- seen by: cell; sent_up: above too
  subject      TEXT NOT NULL,              -- seen by: cell; of the statutes, or ""
  votes_for    INTEGER,                    -- seen by: cell; NULL: not counted
  votes_against INTEGER,                   -- seen by: cell
  abstained    INTEGER,                    -- seen by: cell
  needed       INTEGER,                    -- seen by: cell; votes for; NULL: not
                                           -- judged
  carried      INTEGER,                    -- seen by: cell; 0, 1; NULL: not judged
  article      TEXT NOT NULL,              -- seen by: cell; of the majority
  assignee_id  INTEGER REFERENCES member,  -- seen by: self, cell; as minuted;
                                           -- NULL: nobody took it on
  due_day      INTEGER,                    -- seen by: self, cell; as minuted
  sent_up      INTEGER NOT NULL            -- seen by: cell; 1: shown above
);
INSERT INTO "decision" VALUES(8,'nbn5e83y2dvw',25,25,1,'We teach every new member the till in the first month.','',11,0,0,6,1,'12',NULL,NULL,1);
INSERT INTO "decision" VALUES(28,'9sw66mxcb467',73,73,1,'We offer day-old bread to the school at half price.','',8,0,0,5,1,'12',32,20766,1);
INSERT INTO "decision" VALUES(29,'v5rwbavjqmzf',74,74,1,'We put up a board with who needs help with what.','',5,0,0,3,1,'12',NULL,NULL,0);
INSERT INTO "decision" VALUES(36,'236z0c4p44ff',106,106,1,'We start the early shift on the first of next month, for four weeks, then look again.','',12,0,0,7,1,'12',NULL,NULL,0);
INSERT INTO "decision" VALUES(54,'bvg9pt2jwth6',154,152,1,'We meet in the reading room until the hall is warm.','',11,0,0,6,1,'12',NULL,NULL,0);
INSERT INTO "decision" VALUES(55,'1dtqs4we9b80',155,153,1,'We start the early shift on the first of next month, for four weeks, then look again.','',11,0,0,6,1,'12',72,20776,0);
INSERT INTO "decision" VALUES(65,'869n3r0qct89',179,177,1,'We put up a board with who needs help with what.','',12,0,0,7,1,'12',84,20787,1);
INSERT INTO "decision" VALUES(80,'xcmdmz9skrde',228,226,1,'We offer day-old bread to the school at half price.','',8,1,0,5,1,'12',NULL,NULL,0);
CREATE TABLE edition (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  from_day     INTEGER NOT NULL UNIQUE,    -- seen by: all; first day in force
  text         TEXT NOT NULL,              -- seen by: all; the document
  adopted_at   INTEGER NOT NULL,           -- seen by: all; moment
  adopted_by   INTEGER REFERENCES account  -- seen by: all; NULL: the shell
);
INSERT INTO "edition" VALUES(1,'sjd4xzfkt1pn',19663,'# Statutes of the Northern Federation

Adopted by the 4th Conference. This federation is made up: its people, places and rules are fictional.

## Article 1. Who we are

We are a federation of small co-operatives. What each of us can do alone we do alone; what needs more hands we do together. Everyone who works with us may belong to us, and everyone who belongs to us has one voice, whatever their office.

## Article 3. How we are built

The cell is where we meet, decide and help one another. Cells of one workplace stand together; a county joins the cells and workplaces of a district, a province the counties.

```rules
tier federation "Federation" plural "Federations"
tier province   "Province"   plural "Provinces"   under federation
tier county     "County"     plural "Counties"    under province
tier workplace  "Workplace"  plural "Workplaces"  under county, optional
tier cell       "Cell"       plural "Cells"       under workplace or county, members 3 to 30
```

A cell of fewer than three people cannot decide, and may join a neighbour. A cell of more than thirty divides.

## Article 9. Offices

Whoever holds an office serves those who elected him or her. An office gives the rights that it needs, and none beyond its term.

```rules
office secretary "Secretary" at cell, elected, term 2 years, at most 3 terms in a row
office deputy "Deputy secretary" at cell, elected, term 2 years
office officer "Committee officer" at county, elected, term 5 years, seats 7
office auditor "Auditor" at federation, elected, term 5 years, seats 3
secretary may keep members, meetings, assignments, minutes, circulars at cell
deputy may keep meetings, assignments, minutes at cell
officer may see figures, exceptions, decisions below county
officer may keep units, offices, members below county
officer may issue circulars, visits, goals below county
auditor may see figures, exceptions, decisions, changes below federation
office secretary must not be vacant for more than 30 days
a term that ran out continues until a successor is named, for at most 60 days
```

The county officers keep the roll of places and offices, and help a cell that has no secretary to find one.

## Article 12. Meetings

A cell that meets every month knows what its members need. The secretary calls the meeting three days before; half of the members are enough to decide.

```rules
meeting general at cell: at least 1 per month, notice 3 days, quorum 1/2 of members
meeting consultative at cell: quorum none
meeting assembly at county: at least 1 per 13 weeks, except July and August
review at cell: at least 1 per quarter
decision at meeting general: majority more than 1/2 of present
decision "dissolve the cell": majority 2/3 of members
```

## Article 15. Assignments

Nobody is asked for more than an evening a week. Whoever takes something on says when it is done, or that help is needed; asking for help is never a fault.

```rules
assignment to every member: at least 1 per quarter, report within its due day, reviewed within 14 days
```

## Article 18. Circulars

```rules
circular at cell: conveyed within 7 days, repeated after 30 days and 90 days
```

## Article 21. Admission

```rules
admission recommended by 2 members, standing 1 year
admission candidate for 12 months
admission vote at meeting general: majority 2/3 of members
admission confirmed at county within 30 days
```

## Article 30. The conference

```rules
conference of secretaries at federation: every 5 years, delegates 1 per 40 cells
```

## Article 33. The model cell

```rules
title model-cell "Model cell" for cell, lasts 1 year, conferred at county
title model-cell requires general meetings 100%, reviews 100%, circulars 95% over 12 months
```

## Article 40. What may be asked of a cell

An hour a week is what a secretary has. Whoever asks a cell for more asks another for less.

```rules
burden at cell: at most 4 meetings per month, at most 6 forms per quarter
```
',1795235046,NULL);
CREATE TABLE invitation (
  code_hash    TEXT NOT NULL PRIMARY KEY,  -- seen by: nobody; BLAKE2b, hex
  member_id    INTEGER,                    -- seen by: self; NULL: administrator
  made_at      INTEGER NOT NULL,           -- seen by: self; moment
  made_by      INTEGER REFERENCES account, -- seen by: self; NULL: the shell
  ends_at      INTEGER NOT NULL,           -- seen by: self; moment
  used_at      INTEGER                     -- seen by: self; moment
);
INSERT INTO "invitation" VALUES('2990aea0d71a71cd416d33ef0089bba3659caba51f44d1d1303b966aede00c20',40,1795235046,NULL,1797827046,1795235046);
INSERT INTO "invitation" VALUES('f80df358cbd5de49b488fe9b79b7bf986d7445d54829736b73be9df4bb95cf8f',34,1795235046,NULL,1797827046,1795235046);
INSERT INTO "invitation" VALUES('97a73b9e78904375c12c81989c06f599336af2086b1e76eeda6670c45256e865',4,1795235046,NULL,1797827046,1795235046);
INSERT INTO "invitation" VALUES('e9ea4da656d0d5de63d3e9896113d8c9b8eabe0b7e31328a32c0255a002ef4fe',5,1795235046,NULL,1797827046,1795235046);
CREATE TABLE look (
  id           INTEGER PRIMARY KEY,        -- seen by: self
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self; looked at
  looked_by    INTEGER NOT NULL REFERENCES member,  -- seen by: self
  office       TEXT NOT NULL,              -- seen by: self; "Secretary, Cell 4"
  what         TEXT NOT NULL,              -- seen by: self; "contacts"
  reason       TEXT NOT NULL,              -- seen by: self; in a few words
  at           INTEGER NOT NULL            -- seen by: self; moment
);
CREATE TABLE meeting (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: all
  kind         TEXT NOT NULL,              -- seen by: all; a word of the
                                           -- statutes; "": not known
  state        INTEGER NOT NULL,           -- seen by: all; 1 planned, 2 held,
                                           -- 3 cancelled
  day          INTEGER NOT NULL,           -- seen by: all; planned for or held on
  starts       INTEGER,                    -- seen by: cell; minutes of the day
  place        TEXT NOT NULL,              -- seen by: cell
  called_at    INTEGER,                    -- seen by: cell; moment it was called,
                                           -- for the notice; NULL: not known
  sign_code    TEXT NOT NULL,              -- seen by: cell; of the sign-in sheet
  current_id   INTEGER,                    -- seen by: cell; newest record
  entered_at   INTEGER NOT NULL,           -- seen by: cell; moment
  entered_by   INTEGER REFERENCES account  -- seen by: cell; NULL: the shell
);
INSERT INTO "meeting" VALUES(24,'z113qeyf323r',5,'general',2,20730,1050,'Bea''s kitchen',NULL,'30ccfevy28dv',24,1791145800,NULL);
INSERT INTO "meeting" VALUES(25,'aztvkby318y3',5,'general',2,20761,1050,'the village hall',NULL,'q626x86zt0hv',25,1793824200,NULL);
INSERT INTO "meeting" VALUES(49,'9bt0jqmsn0m5',6,'general',2,20738,1020,'the back office',NULL,'bxdd0e15eyzq',49,1791837000,NULL);
INSERT INTO "meeting" VALUES(50,'b5kwrw73be33',6,'general',2,20770,1020,'the back office',NULL,'vp9er0vrdahj',50,1794601800,NULL);
INSERT INTO "meeting" VALUES(73,'nc6gp35r4pd4',7,'general',2,20736,1110,'the village hall',NULL,'p5v4hndfax6g',73,1791664200,NULL);
INSERT INTO "meeting" VALUES(74,'1aq0yq0rf46r',7,'general',2,20769,1110,'the school hall',NULL,'ese5rkrprh9d',74,1794515400,NULL);
INSERT INTO "meeting" VALUES(106,'8wdtp0b5by8a',8,'general',2,20747,1110,'the back office',NULL,'6zfbfesw5140',106,1792614600,NULL);
INSERT INTO "meeting" VALUES(107,'jkhvb3hnxrjy',8,'general',1,20778,1110,'the reading room',1795120200,'arcfnqadv73x',NULL,1795120200,NULL);
INSERT INTO "meeting" VALUES(131,'n9p9kgyys9t0',9,'general',2,20746,1140,'canteen upstairs',NULL,'y0hmtpcpwre7',130,1792528200,NULL);
INSERT INTO "meeting" VALUES(132,'3rtak4f9hmg9',9,'general',1,20778,1140,'canteen upstairs',1795120200,'x1wx4713nskj',NULL,1795120200,NULL);
INSERT INTO "meeting" VALUES(154,'s3aef6rd43f1',10,'general',2,20728,1020,'the reading room',NULL,'as5zrgrzac13',152,1790973000,NULL);
INSERT INTO "meeting" VALUES(155,'g32x3a9sa0e9',10,'general',2,20760,1020,'Bea''s kitchen',NULL,'j8v9jynjg28n',153,1793737800,NULL);
INSERT INTO "meeting" VALUES(178,'xt42kdhvxc1y',11,'general',2,20740,1050,'the boat house',NULL,'9cpvanbcd45z',176,1792009800,NULL);
INSERT INTO "meeting" VALUES(179,'z75etftyxjmp',11,'general',2,20772,1050,'the village hall',NULL,'wr9rn6yk9n86',177,1794774600,NULL);
INSERT INTO "meeting" VALUES(202,'rqmvkw0v7tkg',12,'general',2,20735,1080,'the back office',NULL,'by5r7e2v316w',200,1791577800,NULL);
INSERT INTO "meeting" VALUES(203,'1eftfa9cmt3c',12,'general',2,20767,1080,'the back office',NULL,'jg7nwaz315gq',201,1794342600,NULL);
INSERT INTO "meeting" VALUES(227,'j4bah66qc0q6',14,'general',2,20734,1020,'the boat house',NULL,'r4k4zjhffevw',225,1791491400,NULL);
INSERT INTO "meeting" VALUES(228,'1qpbx1jrr5zt',14,'general',2,20765,1020,'canteen upstairs',NULL,'dvwjmdx4exs5',226,1794169800,NULL);
INSERT INTO "meeting" VALUES(252,'jpne7md5x69x',15,'general',2,20728,1140,'Bea''s kitchen',NULL,'69hyq7a5zh56',250,1790973000,NULL);
INSERT INTO "meeting" VALUES(253,'ybh0m53cfpst',15,'general',2,20758,1140,'the back office',NULL,'bq9r0rsfspd7',251,1793565000,NULL);
CREATE TABLE meeting_record (
  id           INTEGER PRIMARY KEY,        -- seen by: cell
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: cell
  version      INTEGER NOT NULL,           -- seen by: cell; from 1
  day          INTEGER NOT NULL,           -- seen by: all
  starts       INTEGER,                    -- seen by: cell; minutes of the day
  ends         INTEGER,                    -- seen by: cell; minutes of the day
  place        TEXT NOT NULL,              -- seen by: cell
  chair_id     INTEGER REFERENCES member,  -- seen by: self, cell
  notes        TEXT NOT NULL,              -- seen by: cell
  guests       INTEGER NOT NULL,           -- seen by: cell; how many
  members      INTEGER,                    -- seen by: all; belonging that day;
                                           -- NULL: attendance not known
  present      INTEGER,                    -- seen by: all; NULL: not known
  excused      INTEGER,                    -- seen by: all; NULL: not known
  quorum       INTEGER,                    -- seen by: all; needed that day;
                                           -- NULL: the rules are silent
  quorum_met   INTEGER,                    -- seen by: all; 0, 1; NULL: not judged
  edition_id   INTEGER REFERENCES edition, -- seen by: all; judged by it
  article      TEXT NOT NULL,              -- seen by: all; of the quorum
  reason       TEXT NOT NULL,              -- seen by: cell; of a correction
  entered_at   INTEGER NOT NULL,           -- seen by: cell; moment
  entered_by   INTEGER REFERENCES account, -- seen by: cell; NULL: the shell
  UNIQUE (meeting_id, version)
);
INSERT INTO "meeting_record" VALUES(24,24,1,20730,1050,1106,'Bea''s kitchen',2,'',0,14,13,1,7,1,1,'12','',1791145800,NULL);
INSERT INTO "meeting_record" VALUES(25,25,1,20761,1050,1101,'the village hall',2,'',0,14,11,0,7,1,1,'12','',1793824200,NULL);
INSERT INTO "meeting_record" VALUES(49,49,1,20738,1020,1074,'the back office',16,'',0,11,10,0,6,1,1,'12','',1791837000,NULL);
INSERT INTO "meeting_record" VALUES(50,50,1,20770,1020,1079,'the back office',16,'',0,11,8,1,6,1,1,'12','',1794601800,NULL);
INSERT INTO "meeting_record" VALUES(73,73,1,20736,1110,1203,'the village hall',27,'',0,8,8,0,4,1,1,'12','',1791664200,NULL);
INSERT INTO "meeting_record" VALUES(74,74,1,20769,1110,1193,'the school hall',27,'',0,8,5,2,4,1,1,'12','',1794515400,NULL);
INSERT INTO "meeting_record" VALUES(106,106,1,20747,1110,1205,'the back office',35,'',0,14,12,2,7,1,1,'12','',1792614600,NULL);
INSERT INTO "meeting_record" VALUES(130,131,1,20746,1140,1197,'canteen upstairs',49,'',0,16,12,1,8,1,1,'12','',1792528200,NULL);
INSERT INTO "meeting_record" VALUES(152,154,1,20728,1020,1127,'the reading room',65,'',0,15,11,2,8,1,1,'12','',1790973000,NULL);
INSERT INTO "meeting_record" VALUES(153,155,1,20760,1020,1074,'Bea''s kitchen',65,'',0,15,11,2,8,1,1,'12','',1793737800,NULL);
INSERT INTO "meeting_record" VALUES(176,178,1,20740,1050,1141,'the boat house',80,'',0,14,9,3,7,1,1,'12','',1792009800,NULL);
INSERT INTO "meeting_record" VALUES(177,179,1,20772,1050,1128,'the village hall',80,'',0,14,12,2,7,1,1,'12','',1794774600,NULL);
INSERT INTO "meeting_record" VALUES(200,202,1,20735,1080,1184,'the back office',94,'',0,17,12,4,9,1,1,'12','',1791577800,NULL);
INSERT INTO "meeting_record" VALUES(201,203,1,20767,1080,1174,'the back office',94,'',0,17,13,3,9,1,1,'12','',1794342600,NULL);
INSERT INTO "meeting_record" VALUES(225,227,1,20734,1020,1106,'the boat house',111,'',0,9,8,1,5,1,1,'12','',1791491400,NULL);
INSERT INTO "meeting_record" VALUES(226,228,1,20765,1020,1121,'canteen upstairs',111,'',0,9,9,0,5,1,1,'12','',1794169800,NULL);
INSERT INTO "meeting_record" VALUES(250,252,1,20728,1140,1193,'Bea''s kitchen',120,'',0,9,7,2,5,1,1,'12','',1790973000,NULL);
INSERT INTO "meeting_record" VALUES(251,253,1,20758,1140,1206,'the back office',120,'',0,9,5,1,5,1,1,'12','',1793565000,NULL);
CREATE TABLE member (
  id           INTEGER PRIMARY KEY,        -- seen by: self, cell
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, cell
  number       TEXT NOT NULL UNIQUE,       -- seen by: self, keeper of the roll
  name         TEXT NOT NULL,              -- seen by: self, cell; whole, in the
                                           -- order of its language
  native_name  TEXT NOT NULL,              -- seen by: self, cell; in its script
  name_fold    TEXT NOT NULL,              -- seen by: self, cell; for search:
                                           -- name and native name, folded
  language     TEXT NOT NULL,              -- seen by: self; BCP 47 or ""
  entered_at   INTEGER NOT NULL,           -- seen by: self; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self; NULL: the shell
);
INSERT INTO "member" VALUES(1,'xk8j6ntnw74d','00000101','Jiří Vale','','jiri vale','en',1795235046,NULL);
INSERT INTO "member" VALUES(2,'xd8ahnnkwndf','00000102','Ida Wade','','ida wade','en',1795235046,NULL);
INSERT INTO "member" VALUES(3,'bab9jtfrsgsb','00000103','Sunniva Lark','','sunniva lark','en',1795235046,NULL);
INSERT INTO "member" VALUES(4,'tq1989zs0d4h','00000104','Kirsi Holm','','kirsi holm','en',1795235046,NULL);
INSERT INTO "member" VALUES(5,'3ff4cmyxmcwp','00000105','Tove Lind','','tove lind','en',1795235046,NULL);
INSERT INTO "member" VALUES(6,'2z48ja9spv86','00000106','Stina Tyne','','stina tyne','en',1795235046,NULL);
INSERT INTO "member" VALUES(7,'g995emq6ztd0','00000107','Otto Dahl','','otto dahl','en',1795235046,NULL);
INSERT INTO "member" VALUES(8,'77b8y79kgvm2','00000108','Rasmus Aldous','','rasmus aldous','en',1795235046,NULL);
INSERT INTO "member" VALUES(9,'jhm35rq45q0c','00000109','Stina Koro','','stina koro','en',1795235046,NULL);
INSERT INTO "member" VALUES(10,'0fnv4w9s62kp','00000110','Ivo Sund','','ivo sund','en',1795235046,NULL);
INSERT INTO "member" VALUES(11,'skx5hd9pebgw','00000111','Zoë Skov','','zoe skov','en',1795235046,NULL);
INSERT INTO "member" VALUES(12,'r7hqnamczjj5','00000112','Siri Venn','','siri venn','en',1795235046,NULL);
INSERT INTO "member" VALUES(13,'azv7wprwyrj8','00000113','Aino Yarrow','','aino yarrow','en',1795235046,NULL);
INSERT INTO "member" VALUES(14,'ejmf4nhrbn75','00000114','Ylva Vale','','ylva vale','en',1795235046,NULL);
INSERT INTO "member" VALUES(15,'7m4zmdm7se8x','00000201','Tanaka Yui','田中結衣','tanaka yui 田中結衣','ja',1795235046,NULL);
INSERT INTO "member" VALUES(16,'kvtwzn2f25rx','00000202','Ulla Marsh','','ulla marsh','en',1795235046,NULL);
INSERT INTO "member" VALUES(17,'9qk34g4x7zjz','00000203','Berit Orme','','berit orme','en',1795235046,NULL);
INSERT INTO "member" VALUES(18,'599w6c0pj7gd','00000204','Tove Hurst','','tove hurst','en',1795235046,NULL);
INSERT INTO "member" VALUES(19,'xd87kgt1jqpj','00000205','Runa Garth','','runa garth','en',1795235046,NULL);
INSERT INTO "member" VALUES(20,'q07v7sg0ag8k','00000206','Zoë Hallam','','zoe hallam','en',1795235046,NULL);
INSERT INTO "member" VALUES(21,'7cw7wsjarzs2','00000207','Sunniva Weir','','sunniva weir','en',1795235046,NULL);
INSERT INTO "member" VALUES(22,'qbzrsqt1hrge','00000208','Bo Hale','','bo hale','en',1795235046,NULL);
INSERT INTO "member" VALUES(23,'hrg18jkykk57','00000209','Åse Penrose','','ase penrose','en',1795235046,NULL);
INSERT INTO "member" VALUES(24,'qs9n9hmtrgjn','00000210','Ivo Lind','','ivo lind','en',1795235046,NULL);
INSERT INTO "member" VALUES(25,'emd0aexb7dr0','00000211','Noor Hale','','noor hale','en',1795235046,NULL);
INSERT INTO "member" VALUES(26,'16qwmravhkwf','00000301','Tanaka Yui','田中結衣','tanaka yui 田中結衣','ja',1795235046,NULL);
INSERT INTO "member" VALUES(27,'0zz20tq0ej4d','00000302','Øyvind Hale','','oyvind hale','en',1795235046,NULL);
INSERT INTO "member" VALUES(28,'f269cncrrtt9','00000303','Runa Tarn','','runa tarn','en',1795235046,NULL);
INSERT INTO "member" VALUES(29,'sakstjqjeh0f','00000304','Runa Young','','runa young','en',1795235046,NULL);
INSERT INTO "member" VALUES(30,'rrjvksvkdyam','00000305','Selma Reed','','selma reed','en',1795235046,NULL);
INSERT INTO "member" VALUES(31,'n8vjqwapevb8','00000306','Finn Brook','','finn brook','en',1795235046,NULL);
INSERT INTO "member" VALUES(32,'mpk1tz8he9xa','00000307','Lisbet Eide','','lisbet eide','en',1795235046,NULL);
INSERT INTO "member" VALUES(33,'f9qp3rfre7e7','00000308','Signe Quill','','signe quill','en',1795235046,NULL);
INSERT INTO "member" VALUES(34,'p28pqmmthcnw','00000401','Runa Vale','','runa vale','en',1795235046,NULL);
INSERT INTO "member" VALUES(35,'ftyahafa5h49','00000402','Emil Stroud','','emil stroud','en',1795235046,NULL);
INSERT INTO "member" VALUES(36,'w3g53et63507','00000403','Aino Rask','','aino rask','en',1795235046,NULL);
INSERT INTO "member" VALUES(37,'zm0dm4ebkkbb','00000404','Bea Hallam','','bea hallam','en',1795235046,NULL);
INSERT INTO "member" VALUES(38,'9qymph29b21v','00000405','Dara Quill','','dara quill','en',1795235046,NULL);
INSERT INTO "member" VALUES(39,'cbdt4p4s73cd','00000406','Ivo Tarn','','ivo tarn','en',1795235046,NULL);
INSERT INTO "member" VALUES(40,'t8vpdrwfyp5d','00000407','Jonah Pell','','jonah pell','en',1795235046,NULL);
INSERT INTO "member" VALUES(41,'5v56qybmtq0t','00000408','Kalle Fenn','','kalle fenn','en',1795235046,NULL);
INSERT INTO "member" VALUES(42,'bz70y0k2p953','00000409','Lea Corrie','','lea corrie','en',1795235046,NULL);
INSERT INTO "member" VALUES(43,'h2s97td0gv1e','00000410','Mira Sand','','mira sand','en',1795235046,NULL);
INSERT INTO "member" VALUES(44,'5nkftr0aj30f','00000411','Nils Oakes','','nils oakes','en',1795235046,NULL);
INSERT INTO "member" VALUES(45,'hr674snnd1sp','00000412','Oda Brenn','','oda brenn','en',1795235046,NULL);
INSERT INTO "member" VALUES(46,'f755c4j6dyq0','00000413','Sunniva Marsh','','sunniva marsh','en',1795235046,NULL);
INSERT INTO "member" VALUES(47,'xa7m0cp6jnww','00000414','Tomas Venn','','tomas venn','en',1795235046,NULL);
INSERT INTO "member" VALUES(48,'rbrvcg0fhn7y','00000501','Henrik Venn','','henrik venn','en',1795235046,NULL);
INSERT INTO "member" VALUES(49,'cmydefw10y9f','00000502','Mira Sand','','mira sand','en',1795235046,NULL);
INSERT INTO "member" VALUES(50,'a5bbnzzdhj4y','00000503','Elin Corrie','','elin corrie','en',1795235046,NULL);
INSERT INTO "member" VALUES(51,'dsj5qkfqc7rb','00000504','Maja Marsh','','maja marsh','en',1795235046,NULL);
INSERT INTO "member" VALUES(52,'bv5d72qx1k5h','00000505','Tanaka Yui','田中結衣','tanaka yui 田中結衣','ja',1795235046,NULL);
INSERT INTO "member" VALUES(53,'22hve0wn9ajy','00000506','Hanne Venn','','hanne venn','en',1795235046,NULL);
INSERT INTO "member" VALUES(54,'p04d617xb1sg','00000507','Iben Tyne','','iben tyne','en',1795235046,NULL);
INSERT INTO "member" VALUES(55,'0shtj0cxc5x4','00000508','Iben Tarn','','iben tarn','en',1795235046,NULL);
INSERT INTO "member" VALUES(56,'2hxz7pyw265x','00000509','Cato Quill','','cato quill','en',1795235046,NULL);
INSERT INTO "member" VALUES(57,'3mwqjgp3wyq8','00000510','Sami Ives','','sami ives','en',1795235046,NULL);
INSERT INTO "member" VALUES(58,'rf39efdqp0x1','00000511','Rika Whin','','rika whin','en',1795235046,NULL);
INSERT INTO "member" VALUES(59,'pcxb4a9yrv6p','00000512','Rasmus Saltmarsh','','rasmus saltmarsh','en',1795235046,NULL);
INSERT INTO "member" VALUES(60,'5x2ehqpfcvrd','00000513','Stina Sparrow','','stina sparrow','en',1795235046,NULL);
INSERT INTO "member" VALUES(61,'4f7ctyb8dnsy','00000514','Ylva Tyne','','ylva tyne','en',1795235046,NULL);
INSERT INTO "member" VALUES(62,'evwr9ajzj51j','00000515','Viggo Glover','','viggo glover','en',1795235046,NULL);
INSERT INTO "member" VALUES(63,'rykjkcz376qn','00000516','Marta Elm','','marta elm','en',1795235046,NULL);
INSERT INTO "member" VALUES(64,'j0gm189x9tgt','00000601','Stina Hurst','','stina hurst','en',1795235046,NULL);
INSERT INTO "member" VALUES(65,'pyhm91p51g33','00000602','Bea Sayer','','bea sayer','en',1795235046,NULL);
INSERT INTO "member" VALUES(66,'0p1ec1wtyb1q','00000603','Ivo Vik','','ivo vik','en',1795235046,NULL);
INSERT INTO "member" VALUES(67,'78jn4ay3d23m','00000604','Viggo Aldous','','viggo aldous','en',1795235046,NULL);
INSERT INTO "member" VALUES(68,'bef2sx4fcn0x','00000605','Mats Brenn','','mats brenn','en',1795235046,NULL);
INSERT INTO "member" VALUES(69,'cnr8bf2sm2w9','00000606','Ulla Ruud','','ulla ruud','en',1795235046,NULL);
INSERT INTO "member" VALUES(70,'ea9kgvhatxm4','00000607','Cato Ives','','cato ives','en',1795235046,NULL);
INSERT INTO "member" VALUES(71,'qdjmj4z464tb','00000608','Tariq Kestrel','','tariq kestrel','en',1795235046,NULL);
INSERT INTO "member" VALUES(72,'qmgfn70fah04','00000609','Iben Sparrow','','iben sparrow','en',1795235046,NULL);
INSERT INTO "member" VALUES(73,'wn0251mbzfaz','00000610','Łucja Vand','','lucja vand','en',1795235046,NULL);
INSERT INTO "member" VALUES(74,'f1hgbtwcef6v','00000611','Berit Eide','','berit eide','en',1795235046,NULL);
INSERT INTO "member" VALUES(75,'vzbksq5kfbeb','00000612','Stina Tyne','','stina tyne','en',1795235046,NULL);
INSERT INTO "member" VALUES(76,'cp9b6t4yf76b','00000613','Tove Ives','','tove ives','en',1795235046,NULL);
INSERT INTO "member" VALUES(77,'xrgj5efywf3z','00000614','Finn Rask','','finn rask','en',1795235046,NULL);
INSERT INTO "member" VALUES(78,'p9fd2v0q2awv','00000615','Olav Heath','','olav heath','en',1795235046,NULL);
INSERT INTO "member" VALUES(79,'xv8fzxm6b4zw','00000701','Sunniva Corrie','','sunniva corrie','en',1795235046,NULL);
INSERT INTO "member" VALUES(80,'ermhj5gpd4eq','00000702','Øyvind Brenn','','oyvind brenn','en',1795235046,NULL);
INSERT INTO "member" VALUES(81,'edms6gy08qke','00000703','João Marsh','','joao marsh','en',1795235046,NULL);
INSERT INTO "member" VALUES(82,'gq7a2gdbrzjv','00000704','Ida Ångström','','ida angstrom','en',1795235046,NULL);
INSERT INTO "member" VALUES(83,'d73vq8131w9k','00000705','Bo Vale','','bo vale','en',1795235046,NULL);
INSERT INTO "member" VALUES(84,'x2a5trq03z3t','00000706','Wanda Ruud','','wanda ruud','en',1795235046,NULL);
INSERT INTO "member" VALUES(85,'2w2cgjt62619','00000707','Cato Young','','cato young','en',1795235046,NULL);
INSERT INTO "member" VALUES(86,'94zfm1a2pn7y','00000708','Frida Tarn','','frida tarn','en',1795235046,NULL);
INSERT INTO "member" VALUES(87,'ty4gkpj23q5b','00000709','Jonah Fjord','','jonah fjord','en',1795235046,NULL);
INSERT INTO "member" VALUES(88,'49k7523frfhk','00000710','Juna Reed','','juna reed','en',1795235046,NULL);
INSERT INTO "member" VALUES(89,'t3kxd8ex4jde','00000711','Otto Glover','','otto glover','en',1795235046,NULL);
INSERT INTO "member" VALUES(90,'1qq5b1re5nhn','00000712','Bea Yarrow','','bea yarrow','en',1795235046,NULL);
INSERT INTO "member" VALUES(91,'6yytggyddh9q','00000713','Oskar Garth','','oskar garth','en',1795235046,NULL);
INSERT INTO "member" VALUES(92,'qctx3xz2kn5w','00000714','Elin Marsh','','elin marsh','en',1795235046,NULL);
INSERT INTO "member" VALUES(93,'smvgcq7ycqzh','00000801','Cato Ives','','cato ives','en',1795235046,NULL);
INSERT INTO "member" VALUES(94,'qwcj2c4h3gjb','00000802','Tilda Moor','','tilda moor','en',1795235046,NULL);
INSERT INTO "member" VALUES(95,'bq5qvpkvrxsb','00000803','Yara Lund','','yara lund','en',1795235046,NULL);
INSERT INTO "member" VALUES(96,'v5rnaymgngy9','00000804','Wren Sand','','wren sand','en',1795235046,NULL);
INSERT INTO "member" VALUES(97,'zf3ma5gm2r5g','00000805','Emil Oakes','','emil oakes','en',1795235046,NULL);
INSERT INTO "member" VALUES(98,'6a0fctk1z1p6','00000806','Edda Corrie','','edda corrie','en',1795235046,NULL);
INSERT INTO "member" VALUES(99,'4ge6qf9h10f2','00000807','Wanda Corrie','','wanda corrie','en',1795235046,NULL);
INSERT INTO "member" VALUES(100,'f4ksbyqjdd85','00000808','Jiří Amsel','','jiri amsel','en',1795235046,NULL);
INSERT INTO "member" VALUES(101,'xpfqdfx88ywk','00000809','Anders Lark','','anders lark','en',1795235046,NULL);
INSERT INTO "member" VALUES(102,'pfrg4vgzkee7','00000810','Runa Eide','','runa eide','en',1795235046,NULL);
INSERT INTO "member" VALUES(103,'hpm7rvn7z372','00000811','Stina Kestrel','','stina kestrel','en',1795235046,NULL);
INSERT INTO "member" VALUES(104,'6trvrqtf352w','00000812','Selma Marsh','','selma marsh','en',1795235046,NULL);
INSERT INTO "member" VALUES(105,'xyywjve3d2tj','00000813','Berit Joss','','berit joss','en',1795235046,NULL);
INSERT INTO "member" VALUES(106,'7maga6gt36tr','00000814','Bea Reed','','bea reed','en',1795235046,NULL);
INSERT INTO "member" VALUES(107,'05727qgg6368','00000815','Jana Loft','','jana loft','en',1795235046,NULL);
INSERT INTO "member" VALUES(108,'660bt2hwzrs9','00000816','Ida Lark','','ida lark','en',1795235046,NULL);
INSERT INTO "member" VALUES(109,'3thraegc2e1a','00000817','Léa Teal','','lea teal','en',1795235046,NULL);
INSERT INTO "member" VALUES(110,'gwkfef14exxf','00000901','Kalle Lund','','kalle lund','en',1795235046,NULL);
INSERT INTO "member" VALUES(111,'z5n6e8w2mvps','00000902','Rika Wade','','rika wade','en',1795235046,NULL);
INSERT INTO "member" VALUES(112,'g7jv88trp8qk','00000903','Layla Haddad','ليلى حداد','layla haddad ليلي حداد','ar',1795235046,NULL);
INSERT INTO "member" VALUES(113,'4nfjy7y1csk5','00000904','Nils Kestrel','','nils kestrel','en',1795235046,NULL);
INSERT INTO "member" VALUES(114,'8kmvvf9mvmrz','00000905','Berit Stroud','','berit stroud','en',1795235046,NULL);
INSERT INTO "member" VALUES(115,'dm0v6gzpma16','00000906','Wren Heath','','wren heath','en',1795235046,NULL);
INSERT INTO "member" VALUES(116,'psmp3sm7pygs','00000907','Olav Sayer','','olav sayer','en',1795235046,NULL);
INSERT INTO "member" VALUES(117,'v9e254cn6bjp','00000908','Lea Draper','','lea draper','en',1795235046,NULL);
INSERT INTO "member" VALUES(118,'fj93wa9a1wpr','00000909','Kim Minseo','김민서','kim minseo 김민서','ko',1795235046,NULL);
INSERT INTO "member" VALUES(119,'0d24df8hf9vw','00001001','Esra Elm','','esra elm','en',1795235046,NULL);
INSERT INTO "member" VALUES(120,'rvgg7qrqg33q','00001002','Pia Sund','','pia sund','en',1795235046,NULL);
INSERT INTO "member" VALUES(121,'q5h0n8hnfktt','00001003','Juna Holm','','juna holm','en',1795235046,NULL);
INSERT INTO "member" VALUES(122,'sbj03xdjwgpw','00001004','Vera Young','','vera young','en',1795235046,NULL);
INSERT INTO "member" VALUES(123,'jhk5s0h6b0rc','00001005','Åse Carrow','','ase carrow','en',1795235046,NULL);
INSERT INTO "member" VALUES(124,'k4j8fcrp0qz9','00001006','Berit Dahl','','berit dahl','en',1795235046,NULL);
INSERT INTO "member" VALUES(125,'gz8t6htra657','00001007','Mikkel Østby','','mikkel ostby','en',1795235046,NULL);
INSERT INTO "member" VALUES(126,'kxvvwbh2vahw','00001008','Lars Rowe','','lars rowe','en',1795235046,NULL);
INSERT INTO "member" VALUES(127,'b9qh41sp22js','00001009','Åse Holm','','ase holm','en',1795235046,NULL);
CREATE TABLE member_name (
  id           INTEGER PRIMARY KEY,        -- seen by: self
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self
  name         TEXT NOT NULL,              -- seen by: self
  native_name  TEXT NOT NULL,              -- seen by: self
  language     TEXT NOT NULL,              -- seen by: self; BCP 47 or ""
  until_at     INTEGER NOT NULL,           -- seen by: self; moment
  changed_by   INTEGER REFERENCES account  -- seen by: self; NULL: the shell
);
CREATE TABLE membership (
  id           INTEGER PRIMARY KEY,        -- seen by: self, keeper of the roll
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, cell
  cell_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: self, cell
  from_day     INTEGER,                    -- seen by: self, keeper of the roll;
                                           -- NULL: before the records began
  until_day    INTEGER,                    -- seen by: self, keeper of the roll;
                                           -- first day no longer; NULL: still
  how          INTEGER NOT NULL,           -- seen by: self, keeper of the roll;
                                           -- 1 joined, 2 transferred, 3 the cell
                                           -- was split or merged, 4 imported
  ended        INTEGER NOT NULL,           -- seen by: self, keeper of the roll;
                                           -- 0 not, 2 transferred, 3 as above,
                                           -- 5 left, 6 died
  entered_at   INTEGER NOT NULL,           -- seen by: self; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self
);
INSERT INTO "membership" VALUES(1,1,5,19594,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(2,2,5,19581,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(3,3,5,19585,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(4,4,5,19612,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(5,5,5,19698,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(6,6,5,19555,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(7,7,5,19613,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(8,8,5,19669,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(9,9,5,19590,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(10,10,5,19676,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(11,11,5,19583,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(12,12,5,19571,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(13,13,5,19665,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(14,14,5,19681,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(15,15,6,18920,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(16,16,6,18874,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(17,17,6,18951,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(18,18,6,18998,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(19,19,6,18872,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(20,20,6,19049,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(21,21,6,19028,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(22,22,6,18966,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(23,23,6,18920,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(24,24,6,19086,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(25,25,6,19060,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(26,26,7,19486,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(27,27,7,19514,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(28,28,7,19560,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(29,29,7,19518,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(30,30,7,19521,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(31,31,7,19586,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(32,32,7,19430,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(33,33,7,19457,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(34,34,8,19554,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(35,35,8,19476,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(36,36,8,19403,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(37,37,8,19514,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(38,38,8,19488,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(39,39,8,19553,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(40,40,8,19466,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(41,41,8,19406,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(42,42,8,19403,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(43,43,8,19555,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(44,44,8,19523,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(45,45,8,19457,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(46,46,8,19409,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(47,47,8,19487,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(48,48,9,19264,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(49,49,9,19263,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(50,50,9,19306,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(51,51,9,19301,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(52,52,9,19228,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(53,53,9,19219,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(54,54,9,19265,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(55,55,9,19132,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(56,56,9,19247,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(57,57,9,19193,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(58,58,9,20348,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(59,59,9,19227,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(60,60,9,19296,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(61,61,9,19259,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(62,62,9,19274,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(63,63,9,19294,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(64,64,10,18902,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(65,65,10,18958,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(66,66,10,18930,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(67,67,10,18842,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(68,68,10,19007,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(69,69,10,18774,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(70,70,10,18862,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(71,71,10,20601,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(72,72,10,18984,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(73,73,10,18824,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(74,74,10,18841,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(75,75,10,18921,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(76,76,10,18811,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(77,77,10,18793,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(78,78,10,18912,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(79,79,11,19018,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(80,80,11,19091,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(81,81,11,18980,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(82,82,11,19160,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(83,83,11,19040,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(84,84,11,19078,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(85,85,11,19127,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(86,86,11,19084,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(87,87,11,19064,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(88,88,11,19092,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(89,89,11,19105,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(90,90,11,18979,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(91,91,11,19067,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(92,92,11,19056,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(93,93,12,18228,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(94,94,12,18119,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(95,95,12,18177,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(96,96,12,18227,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(97,97,12,18064,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(98,98,12,18018,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(99,99,12,20367,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(100,100,12,18250,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(101,101,12,18240,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(102,102,12,18134,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(103,103,12,18086,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(104,104,12,18104,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(105,105,12,18202,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(106,106,12,17917,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(107,107,12,17994,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(108,108,12,17952,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(109,109,12,18206,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(110,110,14,18605,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(111,111,14,18502,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(112,112,14,18560,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(113,113,14,18651,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(114,114,14,18499,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(115,115,14,18713,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(116,116,14,18595,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(117,117,14,18467,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(118,118,14,18505,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(119,119,15,18093,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(120,120,15,18190,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(121,121,15,18019,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(122,122,15,18029,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(123,123,15,18298,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(124,124,15,17993,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(125,125,15,18224,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(126,126,15,18119,NULL,1,0,1795235046,NULL);
INSERT INTO "membership" VALUES(127,127,15,18134,NULL,1,0,1795235046,NULL);
CREATE TABLE meta (
  key          TEXT NOT NULL PRIMARY KEY,  -- seen by: administrator
  value        TEXT NOT NULL               -- seen by: administrator
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE organisation (
  id           INTEGER PRIMARY KEY,        -- seen by: all; always 1
  name         TEXT NOT NULL,              -- seen by: all
  language     TEXT NOT NULL,              -- seen by: all; BCP 47, "en-GB"
  direction    TEXT NOT NULL,              -- seen by: all; "ltr" or "rtl"
  step         INTEGER NOT NULL            -- seen by: all; of the set-up, 1 to 6
);
INSERT INTO "organisation" VALUES(1,'Northern Federation of Co-operatives','en-GB','ltr',6);
CREATE TABLE reason (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  rule         TEXT NOT NULL,              -- seen by: all; key of the rule
  text         TEXT NOT NULL,              -- seen by: all; what stood in the way
  until_day    INTEGER,                    -- seen by: all; expected to last to
  told_at      INTEGER NOT NULL,           -- seen by: all; moment
  told_by      INTEGER REFERENCES account  -- seen by: cell
);
CREATE TABLE request (
  account_id   INTEGER NOT NULL,     -- seen by: self; 0: nobody logged in
  key          TEXT NOT NULL,        -- seen by: self; the request id
  at           INTEGER NOT NULL,     -- seen by: self; moment
  status       INTEGER NOT NULL,     -- seen by: self; of the first answer
  location     TEXT NOT NULL,        -- seen by: self; where it led; "": nowhere
  PRIMARY KEY (account_id, key)
);
CREATE TABLE session (
  token_hash   TEXT NOT NULL PRIMARY KEY,  -- seen by: nobody; BLAKE2b, hex
  account_id   INTEGER NOT NULL REFERENCES account,  -- seen by: self
  made_at      INTEGER NOT NULL,           -- seen by: self; moment
  seen_at      INTEGER NOT NULL,           -- seen by: self; moment, to the hour
  ends_at      INTEGER NOT NULL,           -- seen by: self; moment
  device       TEXT NOT NULL               -- seen by: self; "a phone", in words
);
CREATE TABLE sign_in (
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: self, cell
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, cell
  at           INTEGER NOT NULL,           -- seen by: self, cell; moment
  PRIMARY KEY (meeting_id, member_id)
);
CREATE TABLE term (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: all
  office       TEXT NOT NULL,              -- seen by: all; a word of the statutes
  seat         INTEGER NOT NULL,           -- seen by: all; from 1
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, all
  from_day     INTEGER,                    -- seen by: self, all; NULL: since
                                           -- before the records began
  due_day      INTEGER,                    -- seen by: self, all; the first day
                                           -- after the term ran out; NULL: none
  until_day    INTEGER,                    -- seen by: self, all; first day no
                                           -- longer held; NULL: still
  acting       INTEGER NOT NULL,           -- seen by: self, all; 1: acting
  entered_at   INTEGER NOT NULL,           -- seen by: self; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self; NULL: the shell
);
INSERT INTO "term" VALUES(1,'jqkk44ad2ast',5,'secretary',1,2,19554,20285,20147,0,1795235046,NULL);
INSERT INTO "term" VALUES(2,'fabghj4cat6s',5,'secretary',1,1,20147,20877,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(3,'gv81sgzj8zzb',5,'deputy',1,3,20578,21309,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(4,'mfr62q280xd9',3,'officer',1,4,20578,22404,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(5,'fa9y8hexe3ff',1,'auditor',1,5,20578,22404,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(6,'b7r3f8bv6tcc',6,'secretary',1,16,19568,20299,20299,0,1795235046,NULL);
INSERT INTO "term" VALUES(7,'wdyp97txm1gs',6,'secretary',1,15,20299,21029,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(8,'vmze2bp04sqx',6,'deputy',1,17,20577,21308,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(9,'mvaq0gd1ak17',3,'officer',2,18,20577,22403,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(10,'z7td3bdjtwg6',1,'auditor',2,19,20577,22403,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(11,'ymb9x1ga4xzs',7,'secretary',1,26,20035,20765,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(12,'p4tvtdwjq13y',7,'deputy',1,28,20576,21307,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(13,'sz6jmy7zxg5m',3,'officer',3,29,20576,22402,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(14,'a002pa540y7p',1,'auditor',3,30,20576,22402,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(15,'qr2vzem0bhj2',8,'secretary',1,35,19544,20275,20275,0,1795235046,NULL);
INSERT INTO "term" VALUES(16,'ndjxj507wp7a',8,'secretary',1,34,20275,21005,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(17,'8j4fmy383ff8',8,'deputy',1,35,20575,21306,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(18,'8kpd23tnj6wf',3,'officer',4,37,20575,22401,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(19,'vj6tev05r24e',9,'secretary',1,49,19850,20580,20580,0,1795235046,NULL);
INSERT INTO "term" VALUES(20,'23pw6k2pbtdk',9,'secretary',1,48,20580,21311,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(21,'3nmwpd0ydv6k',9,'deputy',1,50,20574,21305,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(22,'5a1e3pt5y54g',3,'officer',5,51,20574,22400,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(23,'qkm358z1nyjm',10,'secretary',1,65,19506,20237,20237,0,1795235046,NULL);
INSERT INTO "term" VALUES(24,'rp8tfy8mxq67',10,'secretary',1,64,20237,20967,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(25,'7896ks881w06',10,'deputy',1,66,20573,21304,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(26,'mxdet3jntksm',3,'officer',6,67,20573,22399,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(27,'bdy35vvgdvjj',11,'secretary',1,80,19876,20606,20606,0,1795235046,NULL);
INSERT INTO "term" VALUES(28,'mtyqn40tp2q5',11,'secretary',1,79,20606,21337,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(29,'p83sz5qv2rzt',11,'deputy',1,81,20572,21303,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(30,'v2vmkq3hjae7',3,'officer',7,82,20572,22398,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(31,'5edyzm84fk4t',12,'secretary',1,94,19933,20663,20663,0,1795235046,NULL);
INSERT INTO "term" VALUES(32,'4vem2v14t488',12,'secretary',1,93,20663,21394,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(33,'ftwy19fn4tcd',12,'deputy',1,95,20571,21302,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(34,'dbkady4pt5d6',14,'secretary',1,111,19693,20424,20424,0,1795235046,NULL);
INSERT INTO "term" VALUES(35,'secn582mkbex',14,'secretary',1,110,20424,21154,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(36,'x43f30h1h6dv',14,'deputy',1,112,20570,21301,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(37,'1hcje45aednq',15,'secretary',1,120,19946,20676,20676,0,1795235046,NULL);
INSERT INTO "term" VALUES(38,'z7a6cvp046db',15,'secretary',1,119,20676,21407,NULL,0,1795235046,NULL);
INSERT INTO "term" VALUES(39,'xbnwxj49ja0r',15,'deputy',1,121,20569,21300,NULL,0,1795235046,NULL);
CREATE TABLE unit (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  code         TEXT NOT NULL UNIQUE,       -- seen by: all; in lists and exports
  tier         TEXT NOT NULL,              -- seen by: all; a word of the statutes
  name         TEXT NOT NULL,              -- seen by: all; today's
  name_fold    TEXT NOT NULL,              -- seen by: all; for search: the
                                           -- name, a line end, the code, folded
  parent_id    INTEGER REFERENCES unit,    -- seen by: all; today's; NULL: root
  founded      INTEGER,                    -- seen by: all; day; NULL: unknown
  dissolved    INTEGER                     -- seen by: all; first day no longer
);
INSERT INTO "unit" VALUES(1,'qtee1xztc2j7','NF','federation','Northern Federation','northern federation
nf',NULL,15303,NULL);
INSERT INTO "unit" VALUES(2,'5ntr7bss5c6m','NF-01','province','Long Lakes','long lakes
nf-01',1,16398,NULL);
INSERT INTO "unit" VALUES(3,'p1k1nfw78f2v','NF-01-0001','county','Eastmere','eastmere
nf-01-0001',2,16398,NULL);
INSERT INTO "unit" VALUES(4,'5sjgm6p15qch','NF-01-0001-W1','workplace','Harbour Bakery','harbour bakery
nf-01-0001-w1',3,16398,NULL);
INSERT INTO "unit" VALUES(5,'908d5pyac2h9','NF-C000001','cell','Cell 1, Harbour Bakery','cell 1, harbour bakery
nf-c000001',4,19554,NULL);
INSERT INTO "unit" VALUES(6,'nv2ksv51jgp3','NF-C000002','cell','Cell 2, Harbour Bakery','cell 2, harbour bakery
nf-c000002',4,18848,NULL);
INSERT INTO "unit" VALUES(7,'3kmfqme9h617','NF-C000003','cell','Cell 3, Harbour Bakery','cell 3, harbour bakery
nf-c000003',4,19420,NULL);
INSERT INTO "unit" VALUES(8,'ew5qpwjsbyha','NF-C000004','cell','Cell 4, Harbour Bakery','cell 4, harbour bakery
nf-c000004',4,19390,NULL);
INSERT INTO "unit" VALUES(9,'h3rxentsaspf','NF-C000005','cell','Cell 5, Harbour Bakery','cell 5, harbour bakery
nf-c000005',4,19100,NULL);
INSERT INTO "unit" VALUES(10,'08nmkrcark6p','NF-C000006','cell','Cell 6, Harbour Bakery','cell 6, harbour bakery
nf-c000006',4,18763,NULL);
INSERT INTO "unit" VALUES(11,'qsk2tq06w6dp','NF-C000007','cell','Cell 7, Harbour Bakery','cell 7, harbour bakery
nf-c000007',4,18963,NULL);
INSERT INTO "unit" VALUES(12,'e2qn1wbf3ca5','NF-C000008','cell','Cell 8, Harbour Bakery','cell 8, harbour bakery
nf-c000008',4,17909,NULL);
INSERT INTO "unit" VALUES(13,'qb33fxrexk29','NF-01-0001-W2','workplace','Dairy','dairy
nf-01-0001-w2',3,16398,NULL);
INSERT INTO "unit" VALUES(14,'ehawfyt61w91','NF-C000009','cell','Cell 1, Dairy','cell 1, dairy
nf-c000009',13,18429,NULL);
INSERT INTO "unit" VALUES(15,'z1v60g96e81r','NF-C000010','cell','Cell 2, Dairy','cell 2, dairy
nf-c000010',13,17978,NULL);
CREATE TABLE unit_event (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  kind         INTEGER NOT NULL,           -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all; what it is about
  other_id     INTEGER REFERENCES unit,    -- seen by: all; parent, part, heir
  day          INTEGER,                    -- seen by: all; first day it holds;
                                           -- NULL: a founding, unknown
  text         TEXT NOT NULL,              -- seen by: all; new name, reason
  entered_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account  -- seen by: all; NULL: the shell
);
INSERT INTO "unit_event" VALUES(1,1,1,NULL,15303,'Northern Federation',1795235046,NULL);
INSERT INTO "unit_event" VALUES(2,1,2,1,16398,'Long Lakes',1795235046,NULL);
INSERT INTO "unit_event" VALUES(3,1,3,2,16398,'Eastmere',1795235046,NULL);
INSERT INTO "unit_event" VALUES(4,1,4,3,16398,'Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(5,1,5,4,19554,'Cell 1, Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(6,1,6,4,18848,'Cell 2, Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(7,1,7,4,19420,'Cell 3, Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(8,1,8,4,19390,'Cell 4, Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(9,1,9,4,19100,'Cell 5, Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(10,1,10,4,18763,'Cell 6, Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(11,1,11,4,18963,'Cell 7, Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(12,1,12,4,17909,'Cell 8, Harbour Bakery',1795235046,NULL);
INSERT INTO "unit_event" VALUES(13,1,13,3,16398,'Dairy',1795235046,NULL);
INSERT INTO "unit_event" VALUES(14,1,14,13,18429,'Cell 1, Dairy',1795235046,NULL);
INSERT INTO "unit_event" VALUES(15,1,15,13,17978,'Cell 2, Dairy',1795235046,NULL);
CREATE TABLE unit_name (
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  name         TEXT NOT NULL,              -- seen by: all
  from_day     INTEGER,                    -- seen by: all
  until_day    INTEGER                     -- seen by: all
);
INSERT INTO "unit_name" VALUES(1,'Northern Federation',15303,NULL);
INSERT INTO "unit_name" VALUES(2,'Long Lakes',16398,NULL);
INSERT INTO "unit_name" VALUES(3,'Eastmere',16398,NULL);
INSERT INTO "unit_name" VALUES(4,'Harbour Bakery',16398,NULL);
INSERT INTO "unit_name" VALUES(5,'Cell 1, Harbour Bakery',19554,NULL);
INSERT INTO "unit_name" VALUES(6,'Cell 2, Harbour Bakery',18848,NULL);
INSERT INTO "unit_name" VALUES(7,'Cell 3, Harbour Bakery',19420,NULL);
INSERT INTO "unit_name" VALUES(8,'Cell 4, Harbour Bakery',19390,NULL);
INSERT INTO "unit_name" VALUES(9,'Cell 5, Harbour Bakery',19100,NULL);
INSERT INTO "unit_name" VALUES(10,'Cell 6, Harbour Bakery',18763,NULL);
INSERT INTO "unit_name" VALUES(11,'Cell 7, Harbour Bakery',18963,NULL);
INSERT INTO "unit_name" VALUES(12,'Cell 8, Harbour Bakery',17909,NULL);
INSERT INTO "unit_name" VALUES(13,'Dairy',16398,NULL);
INSERT INTO "unit_name" VALUES(14,'Cell 1, Dairy',18429,NULL);
INSERT INTO "unit_name" VALUES(15,'Cell 2, Dairy',17978,NULL);
CREATE TABLE unit_place (
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  parent_id    INTEGER REFERENCES unit,    -- seen by: all
  from_day     INTEGER,                    -- seen by: all
  until_day    INTEGER                     -- seen by: all
);
INSERT INTO "unit_place" VALUES(1,NULL,15303,NULL);
INSERT INTO "unit_place" VALUES(2,1,16398,NULL);
INSERT INTO "unit_place" VALUES(3,2,16398,NULL);
INSERT INTO "unit_place" VALUES(4,3,16398,NULL);
INSERT INTO "unit_place" VALUES(5,4,19554,NULL);
INSERT INTO "unit_place" VALUES(6,4,18848,NULL);
INSERT INTO "unit_place" VALUES(7,4,19420,NULL);
INSERT INTO "unit_place" VALUES(8,4,19390,NULL);
INSERT INTO "unit_place" VALUES(9,4,19100,NULL);
INSERT INTO "unit_place" VALUES(10,4,18763,NULL);
INSERT INTO "unit_place" VALUES(11,4,18963,NULL);
INSERT INTO "unit_place" VALUES(12,4,17909,NULL);
INSERT INTO "unit_place" VALUES(13,3,16398,NULL);
INSERT INTO "unit_place" VALUES(14,13,18429,NULL);
INSERT INTO "unit_place" VALUES(15,13,17978,NULL);
CREATE TABLE unit_up (
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  tier         TEXT NOT NULL,              -- seen by: all; of anc
  anc          INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  PRIMARY KEY (unit_id, tier)
);
INSERT INTO "unit_up" VALUES(1,'federation',1);
INSERT INTO "unit_up" VALUES(2,'federation',1);
INSERT INTO "unit_up" VALUES(2,'province',2);
INSERT INTO "unit_up" VALUES(3,'federation',1);
INSERT INTO "unit_up" VALUES(3,'province',2);
INSERT INTO "unit_up" VALUES(3,'county',3);
INSERT INTO "unit_up" VALUES(4,'county',3);
INSERT INTO "unit_up" VALUES(4,'federation',1);
INSERT INTO "unit_up" VALUES(4,'province',2);
INSERT INTO "unit_up" VALUES(4,'workplace',4);
INSERT INTO "unit_up" VALUES(5,'county',3);
INSERT INTO "unit_up" VALUES(5,'federation',1);
INSERT INTO "unit_up" VALUES(5,'province',2);
INSERT INTO "unit_up" VALUES(5,'workplace',4);
INSERT INTO "unit_up" VALUES(5,'cell',5);
INSERT INTO "unit_up" VALUES(6,'county',3);
INSERT INTO "unit_up" VALUES(6,'federation',1);
INSERT INTO "unit_up" VALUES(6,'province',2);
INSERT INTO "unit_up" VALUES(6,'workplace',4);
INSERT INTO "unit_up" VALUES(6,'cell',6);
INSERT INTO "unit_up" VALUES(7,'county',3);
INSERT INTO "unit_up" VALUES(7,'federation',1);
INSERT INTO "unit_up" VALUES(7,'province',2);
INSERT INTO "unit_up" VALUES(7,'workplace',4);
INSERT INTO "unit_up" VALUES(7,'cell',7);
INSERT INTO "unit_up" VALUES(8,'county',3);
INSERT INTO "unit_up" VALUES(8,'federation',1);
INSERT INTO "unit_up" VALUES(8,'province',2);
INSERT INTO "unit_up" VALUES(8,'workplace',4);
INSERT INTO "unit_up" VALUES(8,'cell',8);
INSERT INTO "unit_up" VALUES(9,'county',3);
INSERT INTO "unit_up" VALUES(9,'federation',1);
INSERT INTO "unit_up" VALUES(9,'province',2);
INSERT INTO "unit_up" VALUES(9,'workplace',4);
INSERT INTO "unit_up" VALUES(9,'cell',9);
INSERT INTO "unit_up" VALUES(10,'county',3);
INSERT INTO "unit_up" VALUES(10,'federation',1);
INSERT INTO "unit_up" VALUES(10,'province',2);
INSERT INTO "unit_up" VALUES(10,'workplace',4);
INSERT INTO "unit_up" VALUES(10,'cell',10);
INSERT INTO "unit_up" VALUES(11,'county',3);
INSERT INTO "unit_up" VALUES(11,'federation',1);
INSERT INTO "unit_up" VALUES(11,'province',2);
INSERT INTO "unit_up" VALUES(11,'workplace',4);
INSERT INTO "unit_up" VALUES(11,'cell',11);
INSERT INTO "unit_up" VALUES(12,'county',3);
INSERT INTO "unit_up" VALUES(12,'federation',1);
INSERT INTO "unit_up" VALUES(12,'province',2);
INSERT INTO "unit_up" VALUES(12,'workplace',4);
INSERT INTO "unit_up" VALUES(12,'cell',12);
INSERT INTO "unit_up" VALUES(13,'county',3);
INSERT INTO "unit_up" VALUES(13,'federation',1);
INSERT INTO "unit_up" VALUES(13,'province',2);
INSERT INTO "unit_up" VALUES(13,'workplace',13);
INSERT INTO "unit_up" VALUES(14,'county',3);
INSERT INTO "unit_up" VALUES(14,'federation',1);
INSERT INTO "unit_up" VALUES(14,'province',2);
INSERT INTO "unit_up" VALUES(14,'workplace',13);
INSERT INTO "unit_up" VALUES(14,'cell',14);
INSERT INTO "unit_up" VALUES(15,'county',3);
INSERT INTO "unit_up" VALUES(15,'federation',1);
INSERT INTO "unit_up" VALUES(15,'province',2);
INSERT INTO "unit_up" VALUES(15,'workplace',13);
INSERT INTO "unit_up" VALUES(15,'cell',15);
CREATE TABLE upload (
  id           INTEGER PRIMARY KEY,        -- seen by: administrator
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: administrator
  kind         INTEGER NOT NULL,           -- seen by: administrator; of transfer.h
  name         TEXT NOT NULL,              -- seen by: administrator; of the file
  bytes        TEXT NOT NULL,              -- seen by: administrator; "" once done
  told         TEXT NOT NULL,              -- seen by: administrator; what was
                                           -- found, a line each
  added        INTEGER NOT NULL,           -- seen by: administrator; rows new
  same         INTEGER NOT NULL,           -- seen by: administrator; there already
  refused      INTEGER NOT NULL,           -- seen by: administrator
  done         INTEGER NOT NULL,           -- seen by: administrator; 1: taken over
  made_at      INTEGER NOT NULL,           -- seen by: administrator; moment
  made_by      INTEGER REFERENCES account  -- seen by: administrator
);
CREATE TABLE word (
  term         TEXT NOT NULL PRIMARY KEY,  -- seen by: all; "secretary", "cell"
  one          TEXT NOT NULL,              -- seen by: all; as shown, singular
  many         TEXT NOT NULL               -- seen by: all; as shown, plural
);
CREATE INDEX session_by_account ON session (account_id, seen_at);
CREATE INDEX session_by_end ON session (ends_at);
CREATE INDEX invitation_by_member ON invitation (member_id, made_at);
CREATE INDEX assignment_by_unit ON assignment (unit_id, state, due_day);
CREATE INDEX assignment_by_member ON assignment (member_id, state, due_day);
CREATE INDEX assignment_by_meeting ON assignment (meeting_id);
CREATE INDEX assignment_event_by_assignment ON assignment_event (assignment_id, at);
CREATE INDEX change_by_unit ON change (unit_id, id);
CREATE INDEX change_by_member ON change (member_id, id);
CREATE INDEX change_by_actor ON change (actor_id, id);
CREATE INDEX reason_by_unit ON reason (unit_id, told_at);
CREATE INDEX request_by_at ON request (at);
CREATE INDEX meeting_by_unit ON meeting (unit_id, state, day);
CREATE UNIQUE INDEX meeting_once ON meeting (unit_id, kind, day)
 WHERE state <> 3;
CREATE INDEX meeting_by_code ON meeting (sign_code);
CREATE INDEX agenda_by_meeting ON agenda_item (meeting_id, record_id, position);
CREATE INDEX decision_by_record ON decision (record_id, number);
CREATE INDEX decision_by_meeting ON decision (meeting_id);
CREATE INDEX member_name_by_member ON member_name (member_id, until_at);
CREATE INDEX contact_by_member ON contact (member_id);
CREATE UNIQUE INDEX member_once ON membership (member_id)
 WHERE until_day IS NULL;
CREATE INDEX membership_by_member ON membership (member_id, until_day);
CREATE INDEX membership_by_cell ON membership (cell_id, until_day);
CREATE INDEX correction_by_member ON correction (member_id, at);
CREATE INDEX look_by_member ON look (member_id, at);
CREATE INDEX look_by_looker ON look (looked_by, at);
CREATE UNIQUE INDEX seat_once ON term (unit_id, office, seat)
 WHERE until_day IS NULL;
CREATE INDEX term_by_unit ON term (unit_id, office, seat, from_day);
CREATE INDEX term_by_member ON term (member_id, until_day);
CREATE INDEX unit_by_parent ON unit (parent_id, name_fold);
CREATE INDEX unit_name_by_unit ON unit_name (unit_id);
CREATE INDEX unit_place_by_unit ON unit_place (unit_id);
CREATE INDEX unit_place_by_parent ON unit_place (parent_id);
CREATE INDEX unit_up_by_anc ON unit_up (anc, unit_id);
CREATE INDEX unit_event_by_unit ON unit_event (unit_id, day);
CREATE INDEX unit_event_by_other ON unit_event (other_id, day);
CREATE INDEX upload_by_moment ON upload (made_at);
COMMIT;
