#!/bin/sh
# mksql_test.sh - a statement that is good, and for each thing that must stop the
# build a statement that does, with the file and the line of its name.
set -eu
mksql=$(cd "$(dirname "$0")/.." && pwd)/build/mksql
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
failed=0

ok() { echo "ok mksql $1"; }
not_ok() { echo "not ok mksql $1: $2"; failed=1; }

cat >a.schema.sql <<'END_SQL'
-- A "quoted" comment with a \ in it.
CREATE TABLE unit (
  id           INTEGER PRIMARY KEY,
  code         TEXT NOT NULL UNIQUE,
  parent_id    INTEGER REFERENCES unit,
  member_id    INTEGER REFERENCES member
);
CREATE INDEX unit_by_parent ON unit (parent_id);
CREATE TABLE loose (a INTEGER);
END_SQL
cat >b.schema.sql <<'END_SQL'
CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT, born INTEGER);
END_SQL

# NAME: what standard input as a file of statements is refused with.
refused() {
	cat >x.sql
	if "$mksql" a.schema.sql b.schema.sql -- x.sql >out 2>err; then
		not_ok "$1" "was accepted"
	elif ! grep -q "^x.sql:$3: .*$2" err; then
		not_ok "$1" "$(cat err)"
	else
		ok "$1"
	fi
}

accepted() {
	cat >x.sql
	if "$mksql" a.schema.sql b.schema.sql -- x.sql >out 2>err; then
		ok "$1"
	else
		not_ok "$1" "$(cat err)"
	fi
}

accepted "what uses an index" <<'END_SQL'
-- Comments before the first.

-- name: find
-- What it is for.
SELECT u.id, p.code
  FROM unit u LEFT JOIN unit p ON p.id = u.parent_id
 WHERE u.code = :code;
-- name: below
SELECT id FROM unit WHERE parent_id = :id ORDER BY id;
-- name: range
SELECT id FROM unit WHERE id < :id;
-- name: up_to
SELECT id FROM unit WHERE parent_id < :id;
-- name: highest
SELECT max(id) FROM unit;
-- name: constant
SELECT 1;
-- name: rows
INSERT INTO member (id, name) VALUES (:a, 'x;y'), (:b, 'y');
-- name: walk
WITH RECURSIVE up(id, parent_id) AS (
     SELECT id, parent_id FROM unit WHERE id = :id UNION ALL
     SELECT u.id, u.parent_id FROM unit u JOIN up ON u.id = up.parent_id)
SELECT id FROM up;
END_SQL

accepted "what says why it goes through all" <<'END_SQL'
-- name: all
-- scan: it exports all of them.
SELECT code FROM unit ORDER BY code;
END_SQL

cat >x.sql <<'END_SQL'
-- name: quotes
SELECT "code" || '\"' || '??='
  FROM unit
 WHERE id = :id;
END_SQL
cat >x.c <<'END_C'
#include <stdio.h>
struct sql { const char *name, *text; };
#include "x.h"
#include "s.h"
int main(void) { printf("%s|%s|%s", sql_quotes.name, sql_quotes.text,
    schema_sql); return 0; }
END_C
"$mksql" a.schema.sql b.schema.sql -- x.sql >x.h
"$mksql" a.schema.sql b.schema.sql >s.h
${CC:-cc} -std=c17 -Wall -Werror x.c -o x
{
	printf 'quotes|'
	sed '1d; s/;$//' x.sql | printf '%s' "$(cat)"
	printf '|'
	cat a.schema.sql b.schema.sql
} >want
./x >got
if cmp -s got want; then
	ok "the text comes back from the compiler as it was"
else
	not_ok "the text comes back from the compiler as it was" \
	    "$(diff got want || true)"
fi

refused "a name that does not exist" "no such column: cod" 1 <<'END_SQL'
-- name: a
SELECT cod FROM unit WHERE id = :id;
END_SQL
refused "a text in double quotes" "no such column" 1 <<'END_SQL'
-- name: a
SELECT id FROM unit WHERE code = "text";
END_SQL
refused "a scan of a table" "goes through the whole table member" 4 <<'END_SQL'
-- name: good
SELECT id FROM unit WHERE code = :code;

-- name: a
SELECT id FROM member WHERE born = :day;
END_SQL
refused "a scan behind an alias" "the whole table member" 1 <<'END_SQL'
-- name: a
SELECT m.id FROM unit u JOIN member m ON m.born = u.id WHERE u.code = :code;
END_SQL
refused "a scan of an index" "the whole index" 1 <<'END_SQL'
-- name: a
SELECT count(*) FROM unit;
END_SQL
refused "a scan for a foreign key" "the whole table unit" 1 <<'END_SQL'
-- name: a
DELETE FROM member WHERE id = :id;
END_SQL
refused "a scan by an update" "the whole table member" 1 <<'END_SQL'
-- name: a
UPDATE member SET name = :name;
END_SQL
refused "a parameter without a name" "a parameter is written :name" 1 <<'END_SQL'
-- name: a
SELECT id FROM unit WHERE code = ?;
END_SQL
refused "a parameter of another kind" "a parameter is written :name" 1 <<'END_SQL'
-- name: a
SELECT id FROM unit WHERE code = $code;
END_SQL
{
	printf -- '-- name: a\nSELECT id FROM unit WHERE id IN (:p0'
	i=1
	while [ $i -lt 64 ]; do
		printf ', :p%d' $i
		i=$((i + 1))
	done
	printf ');\n'
} >many.sql
refused "64 parameters" "more than 63 parameters" 1 <many.sql
sed 's/, :p63//' many.sql >x63.sql
accepted "63 parameters" <x63.sql
refused "a function of one engine" "strftime: not a function" 1 <<'END_SQL'
-- name: a
SELECT strftime('%Y', id) FROM unit WHERE id = :id;
END_SQL
refused "a hidden column" "rowid" 1 <<'END_SQL'
-- name: a
INSERT INTO member (id) SELECT rowid FROM loose WHERE rowid = :id;
END_SQL
refused "something else than a statement on rows" "only SELECT" 1 <<'END_SQL'
-- name: a
PRAGMA synchronous = OFF;
END_SQL
refused "a change of the schema" "only SELECT" 1 <<'END_SQL'
-- name: a
DROP TABLE unit;
END_SQL
refused "two statements" "not exactly one statement" 1 <<'END_SQL'
-- name: a
SELECT 1; SELECT 2;
END_SQL
refused "no statement" "not exactly one statement" 2 <<'END_SQL'

-- name: a
-- name: b
SELECT 1;
END_SQL
refused "a name that is none in C" "small letters" 1 <<'END_SQL'
-- name: A-b
SELECT 1;
END_SQL
refused "text before the first name" "before the first" 2 <<'END_SQL'
-- Something.
SELECT 1;
END_SQL
{ echo '-- name: a'; yes 'SELECT 1,' | head -n 3000; } >long.sql
refused "a very long statement" "too long" 1 <long.sql
head -c 2000000 /dev/zero | tr '\0' ' ' >huge.sql
refused "a very long file" "too long" 0 <huge.sql
printf -- '-- name: a\nSELECT 1\0;\n' >nul.sql
refused "a file that is no text" "no text" 0 <nul.sql

if "$mksql" a.schema.sql -- nowhere.sql >out 2>err || ! grep -q nowhere.sql err; then
	not_ok "a file that is not there" "$(cat err)"
else
	ok "a file that is not there"
fi
echo 'CREATE TABLE unit (' >bad.schema.sql
if "$mksql" bad.schema.sql >out 2>err || ! grep -q bad.schema.sql err; then
	not_ok "a schema that is none" "$(cat err)"
else
	ok "a schema that is none"
fi
exit $failed
