/*
 * cli_shell.c - completion for bash, zsh and fish, from the tables of the
 * verbs.
 *
 * What stands between quotes in these scripts comes from our own tables; a
 * quote in a text of theirs is written as the shell wants it.
 */
#include <stdio.h>
#include <string.h>

#include "base/cli.h"
#include "base/cli_floor.h"

struct each_verb {
	const struct verb *const	*table;
	const struct verb		*next;
};

static const struct verb *
verb_next(const struct cli *cli, struct each_verb *e)
{
	if (e->table == NULL) {
		e->table = cli->verbs;
		e->next = *e->table;
	}
	while (e->next != NULL && e->next->name == NULL) {
		e->next = *++e->table;
	}
	return e->next != NULL ? e->next++ : NULL;
}

static str
first_word(const char *name)
{
	str s = str_z(name);

	s.len = str_find(s, ' ');
	return s;
}

static str
second_word(const char *name)
{
	str s = str_z(name);

	return str_from(s, str_find(s, ' ') + 1);
}

/* Whether an earlier verb begins with the same word. */
static bool
seen_before(const struct cli *cli, const struct verb *v)
{
	struct each_verb e = { NULL, NULL };
	const struct verb *other;

	while ((other = verb_next(cli, &e)) != v) {
		if (str_eq(first_word(other->name), first_word(v->name))) {
			return true;
		}
	}
	return false;
}

/* A text inside '...' of a shell. */
static void
quoted(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'') {
			printf("'\\''");
		} else {
			putchar(*text);
		}
	}
}

/* ---- bash -------------------------------------------------------------- */

static void
bash_firsts(const struct cli *cli)
{
	struct each_verb e = { NULL, NULL };
	const struct verb *v;

	printf("\tlocal words='");
	while ((v = verb_next(cli, &e)) != NULL) {
		if (!seen_before(cli, v)) {
			printf(STR_FMT " ", STR_ARG(first_word(v->name)));
		}
	}
	printf("--help --version'\n");
}

static void
bash_seconds(const struct cli *cli)
{
	struct each_verb e = { NULL, NULL };
	const struct verb *v;

	printf("\tcase ${COMP_WORDS[1]} in\n");
	while ((v = verb_next(cli, &e)) != NULL) {
		struct each_verb f = { NULL, NULL };
		const struct verb *w;

		if (seen_before(cli, v) || second_word(v->name).len == 0) {
			continue;
		}
		printf("\t" STR_FMT ") words='", STR_ARG(first_word(v->name)));
		while ((w = verb_next(cli, &f)) != NULL) {
			if (str_eq(first_word(w->name), first_word(v->name))) {
				printf(STR_FMT " ",
				    STR_ARG(second_word(w->name)));
			}
		}
		printf("' ;;\n");
	}
	printf("\tesac\n");
}

static void
bash_options(const struct cli *cli)
{
	struct each_verb e = { NULL, NULL };
	const struct verb *v;

	printf("\tcase \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n");
	while ((v = verb_next(cli, &e)) != NULL) {
		bool two = second_word(v->name).len > 0;

		printf("\t'%s%s'%s) words='", v->name, two ? "" : " ",
		    two ? "" : "*");
		for (const struct option *o = v->options; o != NULL &&
		    o->name != NULL; o++) {
			printf("--%s ", o->name);
		}
		printf("--help' ;;\n");
	}
	printf("\tesac\n");
}

static void
print_bash(const struct cli *cli)
{
	printf("# bash completion for cellwork; made by: cellwork help "
	    "--completion bash\n_cellwork()\n{\n"
	    "\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n");
	bash_firsts(cli);
	printf("\tCOMPREPLY=()\n\tif [[ $COMP_CWORD -eq 1 ]]; then\n"
	    "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	    "\t\treturn\n\tfi\n\twords=\n");
	bash_seconds(cli);
	printf("\tif [[ $COMP_CWORD -eq 2 && -n $words ]]; then\n"
	    "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	    "\t\treturn\n\tfi\n\twords=\n"
	    "\t[[ $cur == -* ]] || return\n");
	bash_options(cli);
	printf("\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
	    "complete -o default -F _cellwork cellwork\n");
}

/* ---- zsh --------------------------------------------------------------- */

/* Inside '...' of _arguments and _describe, : [ ] are marks of their own. */
static void
zsh_text(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'') {
			printf("'\\''");
		} else {
			printf(strchr(":[]\\", *text) != NULL ? "\\%c" : "%c",
			    *text);
		}
	}
}

static void
zsh_verb(const struct verb *v)
{
	bool two = second_word(v->name).len > 0;

	printf("\t'%s'%s)\n\t\t_arguments", v->name, two ? "" : "*");
	for (const struct option *o = v->options; o != NULL &&
	    o->name != NULL; o++) {
		printf(" \\\n\t\t    '%s--%s%s[", o->repeated ? "*" : "",
		    o->name, o->value != NULL ? "=" : "");
		zsh_text(o->help);
		putchar(']');
		if (o->value != NULL) {
			putchar(':');
			zsh_text(o->value);
			printf(":_files");
		}
		putchar('\'');
	}
	printf(" \\\n\t\t    '--help[this text]' '*:file:_files' ;;\n");
}

static void
print_zsh(const struct cli *cli)
{
	struct each_verb e = { NULL, NULL };
	const struct verb *v;

	printf("#compdef cellwork\n# zsh completion for cellwork; made by: "
	    "cellwork help --completion zsh\nlocal -a verbs=(\n");
	while ((v = verb_next(cli, &e)) != NULL) {
		printf("\t'%s:", v->name);
		zsh_text(v->summary);
		printf("'\n");
	}
	printf(")\nif (( CURRENT == 2 )); then\n"
	    "\tlocal -aU firsts=(${${verbs%%%%:*}%%%% *})\n"
	    "\t_describe verb firsts\n\treturn\nfi\n"
	    "if (( CURRENT == 3 )); then\n"
	    "\tlocal -a seconds=(${(M)verbs:#$words[2] *})\n"
	    "\tif (( $#seconds )); then\n"
	    "\t\tseconds=(\"${seconds[@]#$words[2] }\")\n"
	    "\t\t_describe verb seconds\n\t\treturn\n\tfi\nfi\n"
	    "case \"$words[2] $words[3]\" in\n");
	e = (struct each_verb){ NULL, NULL };
	while ((v = verb_next(cli, &e)) != NULL) {
		zsh_verb(v);
	}
	printf("\tesac\n");
}

/* ---- fish -------------------------------------------------------------- */

static void
fish_verb(const struct verb *v)
{
	str first = first_word(v->name), second = second_word(v->name);

	if (second.len > 0) {
		printf("complete -c cellwork -f -n '__fish_cellwork_at 2; and "
		    "__fish_seen_subcommand_from " STR_FMT "' -a '" STR_FMT
		    "' -d '", STR_ARG(first), STR_ARG(second));
		quoted(v->summary);
		printf("'\n");
	}
	for (const struct option *o = v->options; o != NULL &&
	    o->name != NULL; o++) {
		printf("complete -c cellwork -n '__fish_seen_subcommand_from "
		    STR_FMT, STR_ARG(first));
		if (second.len > 0) {
			printf("; and __fish_seen_subcommand_from " STR_FMT,
			    STR_ARG(second));
		}
		printf("' -l %s%s -d '", o->name,
		    o->value != NULL ? " -r" : "");
		quoted(o->help);
		printf("'\n");
	}
}

static void
print_fish(const struct cli *cli)
{
	struct each_verb e = { NULL, NULL };
	const struct verb *v;

	printf("# fish completion for cellwork; made by: cellwork help "
	    "--completion fish\n"
	    "function __fish_cellwork_at\n"
	    "\ttest (count (commandline -opc)) -eq $argv[1]\nend\n");
	while ((v = verb_next(cli, &e)) != NULL) {
		if (!seen_before(cli, v)) {
			printf("complete -c cellwork -f -n "
			    "'__fish_cellwork_at 1' -a '" STR_FMT "' -d '",
			    STR_ARG(first_word(v->name)));
			quoted(second_word(v->name).len > 0 ? "" : v->summary);
			printf("'\n");
		}
	}
	e = (struct each_verb){ NULL, NULL };
	while ((v = verb_next(cli, &e)) != NULL) {
		fish_verb(v);
	}
	printf("complete -c cellwork -l help -d 'what it can do'\n");
}

bool
cli_print_completion(const struct cli *cli, const char *shell)
{
	static const struct {
		const char	*name;
		void		(*print)(const struct cli *);
	} shells[] = {
		{ "bash", print_bash }, { "zsh", print_zsh },
		{ "fish", print_fish },
	};

	for (size_t i = 0; i < COUNT(shells); i++) {
		if (strcmp(shell, shells[i].name) == 0) {
			shells[i].print(cli);
			return true;
		}
	}
	return false;
}
