#!/bin/sh
# tidy_test.sh - a small tree without a finding, and for each check a small
# change of it that must be found, and nothing else with it.
set -eu
tidy=$(dirname "$0")/../build/tidy
tidy=$(cd "$(dirname "$tidy")" && pwd)/tidy
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

# A tree that is as it should be.
good() {
	rm -rf "$tree/src" "$tree/tests"
	mkdir -p "$tree/src/org" "$tree/src/base" "$tree/src/db" "$tree/tests"
	cat >"$tree/src/org/org.h" <<'END'
/*
 * org.h - units.
 *
 *	ORG-1	Every unit has a name.
 */
#include "base/base.h"
#define ORG_ERRORS(X) \
	X(ORG_OK, 200, "this row of a table is longer than eighty columns, and may be so")
END
	cat >"$tree/src/org/org.c" <<'END'
/* org.c - units. It says "invalid" only in a comment. */
#include "db/db.h"
#include "member/member.h"
#include "account/may.h"
#include "org/org.h"
#include "org/org.sql.h"

int
org_find(int free)
{
	(void)sql_unit_find;
	header("user");
	return free ? '"' : '\'';	/* malloc(1), strcpy() */
}
END
	cat >"$tree/src/org/org_web.c" <<'END'
/* org_web.c - pages of units. */
#include "http/web.h"
#include "html/html.h"
#include "org/org.h"
#include "org/unit_page.html.h"
END
	cat >"$tree/src/org/org_cli.c" <<'END'
/* org_cli.c - verbs of units. */
#include "db/verb.h"
#include "org/org.h"
END
	cat >"$tree/src/org/org_test.c" <<'END'
/* org_test.c - tests. */
#include "db/db.h"
#include "http/web.h"
int main(void) { return system("SELECT invalid score") + !"ORG-1"; }
END
	cat >"$tree/src/org/unit_page.html" <<'END'
<form><input type="submit" class="user score" title="Save"
 value="{{user.score}}"> Save the unit</form>
END
	cat >"$tree/src/org/org.sql" <<'END'
-- name: unit_find
SELECT id FROM unit WHERE id = :id;
END
	cat >"$tree/src/org/org.schema.sql" <<'END'
CREATE TABLE unit (
  id  INTEGER PRIMARY KEY,  -- seen by: all
  PRIMARY KEY (id)
);
CREATE INDEX unit_by_id ON unit (id);
END
}

# must_find TEXT: tidy fails, with one finding that has this text in it.
must_find() {
	status=0
	"$tidy" "$tree" >"$tree/out" || status=$?
	if [ $status -eq 1 ] && grep -qF -- "$1" "$tree/out" &&
	    [ "$(grep -c '^[a-z]*/.*:[0-9]*: ' "$tree/out")" -eq 1 ]; then
		echo "ok tidy finds: $1"
	else
		echo "not ok tidy finds: $1"
		sed 's/^/    /' "$tree/out"
		failed=1
	fi
	good
}

# add FILE LINE...: lines at the end of a file of the tree.
add() {
	file=$tree/$1
	shift
	printf '%s\n' "$@" >>"$file"
}

good
if "$tidy" "$tree" >"$tree/out" && grep -q '8 files, 0 findings' "$tree/out"
then
	echo "ok tidy finds nothing in a good tree"
else
	echo "not ok tidy finds nothing in a good tree"
	sed 's/^/    /' "$tree/out"
	failed=1
fi

# Layers.
add src/org/org.c '#include "http/web.h"'
must_find 'src/org/org.c:15: includes http/web.h: a domain knows no page'
add src/org/org.c '#include "org/unit_page.html.h"'
must_find 'includes org/unit_page.html.h: a domain knows no page'
add src/org/org.c '#include "html/html.h"'
must_find 'includes html/html.h: a domain knows no page'
add src/org/org.c '#include "db/verb.h"'
must_find 'a domain opens no database'
add src/org/org.c '#include "member/person.h"'
must_find 'includes member/person.h: between rooms only x/x.h'
add src/org/org.c '#include "org.h"'
must_find 'include "org.h" by its room'
add src/org/org_web.c '#include "db/db.h"'
must_find 'includes db/db.h: an edge includes no database'
printf '/* x.h - x. */\n#include "http/web.h"\n' >"$tree/src/org/x.h"
must_find 'src/org/x.h:2: includes http/web.h: a domain knows no page'
add src/org/org_cli.c '#include "org/org.sql.h"'
must_find 'includes org/org.sql.h: an edge includes no database'
printf '/* str.c - text. */\n#include "db/db.h"\n' >"$tree/src/base/str.c"
must_find 'src/base/str.c:2: includes db/db.h: base knows nothing above'
printf '/* db.c - data. */\n#include "org/org.h"\n' >"$tree/src/db/db.c"
must_find 'src/db/db.c:2: includes org/org.h: db knows base alone'
mkdir "$tree/src/html"
printf '/* a.c - x. */\n#include "db/db.h"\n' >"$tree/src/html/a.c"
must_find 'src/html/a.c:2: includes db/db.h: html knows base alone'
mkdir "$tree/src/http"
printf '/* a.c - x. */\n#include "member/member.h"\n' >"$tree/src/http/a.c"
must_find 'includes member/member.h: http knows no room above'

# Rules, statements, columns.
sed -i 's/^ \*\tORG-1.*/&\n *\tORG-12\tNo test cites this./' \
    "$tree/src/org/org.h"
must_find 'src/org/org.h:5: no test cites the rule ORG-12'
add src/org/org.sql '-- name: unit_lost' 'SELECT 1;'
must_find 'src/org/org.sql:3: nothing uses the statement unit_lost'
sed -i 's/  -- seen by: all//' "$tree/src/org/org.schema.sql"
must_find 'src/org/org.schema.sql:2: the column id does not say who sees it'

# Form.
long=$(printf '%081d' 0)
add src/org/org_web.c "/* $long */"
must_find 'columns; at most 80'
add src/org/org_web.c 'int i;   '
must_find 'white space at the end of the line'
printf 'int i;' >>"$tree/src/org/org_web.c"
must_find 'no line end at the end of the file'
{ echo '{'; yes '	;' | head -n 71; echo '}'; } >>"$tree/src/org/org_web.c"
must_find 'a function of 71 lines; at most 70'
yes '	;' | head -n 800 >>"$tree/src/org/org_web.c"
must_find 'a file has at most 800'
echo 'int i;' >"$tree/src/org/bare.c"
must_find 'src/org/bare.c:1: begin with a comment: "bare.c - what it is."'
printf '/* tidy_x - a tool. */\n/* tidy: long: */\n' >"$tree/tests/tidy_x.c"
yes '	;' | head -n 800 >>"$tree/tests/tidy_x.c"
must_find 'a file has at most 800'	# an excuse without a reason is none

# Functions.
for call in strcpy strcat sprintf vsprintf gets strtok atoi rand localtime \
    system popen alloca; do
	add src/org/org.c "int x = $call(1);"
	must_find "src/org/org.c:15: $call(): "
done
for call in malloc calloc realloc free strdup; do
	add src/org/org.c "int x = $call(1);"
	must_find "src/org/org.c:15: $call(): memory of a domain"
done
add src/org/org_test.c 'int x = strcpy(1);'
must_find 'src/org/org_test.c:5: strcpy(): '
add src/org/org_web.c 'int x = html_raw(1);'
must_find 'html_raw() outside html/'
add src/org/org_web.c 'int x = HTML_LITERAL(1);'
must_find 'HTML_LITERAL() outside html/'

# Words.
for word in invalid illegal compliance submit mandatory loyalty score User; do
	add src/org/unit_page.html "<p>This is $word.</p>"
	must_find "src/org/unit_page.html:3: \"$(echo $word |
	    tr '[:upper:]' '[:lower:]')\" is not said to people"
done
add src/org/unit_page.html '<img alt="a score" src="/x">'
must_find '"score" is not said to people'
add src/org/org.h '	X(ORG_BAD, 422, "the name is invalid")'
must_find 'src/org/org.h:9: "invalid" is not said to people'
add src/org/org.c 'const char *s = "one" " of a user";'
must_find 'src/org/org.c:15: "user" is not said to people'
add src/org/org.c 'const char *s = "SELECT id FROM unit";'
must_find 'SQL stands in .sql files'

exit $failed
