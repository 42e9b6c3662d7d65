/*
 * account_cli.c - accounts from the shell: the way in for the first
 * administrator, and back in for who lost it.
 *
 *	account invite DB [MEMBER]	a code for a member or --admin
 *	account close DB LOGIN		ends an account and its sessions
 */
#include <stdio.h>

#include "account/account.h"
#include "base/cli.h"
#include "db/verb.h"
#include "member/member.h"

#define HOME_DEFAULT	"http://127.0.0.1:8080"

static void
print_code(struct cli *cli, struct date until, str code)
{
	const char *home = cli_option(cli, "home");
	char day[DATE_TEXT_MAX];

	printf("code\t" STR_FMT "\n", STR_ARG(code));
	printf("link\t%s/i/" STR_FMT "\n", home != NULL ? home : HOME_DEFAULT,
	    STR_ARG(code));
	cli_note(cli, "It works once, until %s, and cannot be printed again.",
	    date_text(until, day));
}

static int
invite(struct cli *cli)
{
	const char *number = cli_arg(cli, 1);
	struct member member = { .id = 0 };
	struct ctx *cx;
	enum account_err err;
	struct date until;
	str code;

	if (cli_flag(cli, "admin") == (number != NULL)) {
		return cli_usage(cli, "give either the number of a member or"
		    " --admin");
	}
	cx = verb_open(cli, cli_arg(cli, 0), VERB_WRITE);
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	if (number != NULL && !member_by_number(cx, str_z(number), &member)) {
		verb_drop(cx);
		return cli_fail(cli, "no member has the number %s", number);
	}
	err = account_invite(cx, member.id, 0, &code);
	if (err != ACCOUNT_OK) {
		verb_drop(cx);
		return cli_fail(cli, "%s", account_err_text(err));
	}
	/* It is printed only once it is kept, and what it is made of lives in
	 * the job: so it is copied. */
	code = arena_copy(cli->mem, code);
	until = date_of_moment(cx->now + INVITATION_S);
	if (verb_save(cx) != CLI_DONE) {
		return CLI_REFUSED;
	}
	print_code(cli, until, code);
	return cli_done(cli);
}

static int
close_account(struct cli *cli)
{
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_WRITE);
	struct account account;
	enum account_err err;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	err = account_by_login(cx, str_z(cli_arg(cli, 1)), &account) ?
	    account_close(cx, account.id) : ACCOUNT_NONE;
	if (err != ACCOUNT_OK) {
		verb_drop(cx);
		return cli_fail(cli, "%s: %s", cli_arg(cli, 1),
		    account_err_text(err));
	}
	return verb_save(cx);
}

static const struct option invite_options[] = {
	{ "admin", NULL, false, "for an administrator, who is no member" },
	{ "home", "ADDRESS", false,
	    "where the pages are, for the link; http://127.0.0.1:8080" },
	OPTIONS_END
};

extern const struct verb account_verbs[];	/* listed in tables.c */

const struct verb account_verbs[] = {
	{ "account invite", "DB [MEMBER]",
	    "makes a code to log in with, and a link",
	    "MEMBER is the number of a member. With the code the member chooses"
	    " a name and a password; a member who has an account chooses a new"
	    " password. The code works once, for 30 days. With --admin it makes"
	    " an administrator's account, which opens nobody's records.",
	    invite_options, invite },
	{ "account close", "DB LOGIN", "closes an account and logs it out",
	    "LOGIN is the name somebody logs in with. The member stays a member"
	    " and can be invited again.", NULL, close_account },
	VERBS_END
};
