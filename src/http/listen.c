/*
 * listen.c - a socket that listens on an address a person wrote.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/server.h"

#define BACKLOG		4096
#define ADDRESS_MAX	200
#define PORT_MAX	65535

static _Thread_local char sentence[400];

static int
sorry(const char **problem, const char *address, const char *why)
{
	snprintf(sentence, sizeof(sentence), "Cannot listen on %s: %s.",
	    address, why);
	*problem = sentence;
	return -1;
}

/* "127.0.0.1:8080", "[::1]:8080", "localhost:8080" into its two halves. */
static bool
halves(char *text, char **host, char **port)
{
	char *colon = strrchr(text, ':');
	int64_t number;
	size_t len;

	if (colon == NULL || colon[1] == '\0' ||
	    colon[1 + strspn(colon + 1, "0123456789")] != '\0') {
		return false;
	}
	*colon = '\0';
	*host = text;
	*port = colon + 1;
	len = strlen(text);
	if (text[0] == '[' && text[len - 1] == ']') {
		text[len - 1] = '\0';
		*host = text + 1;
	} else if (strchr(text, ':') != NULL) {
		return false;
	}
	return **host != '\0' && str_to_int(str_z(*port), &number) &&
	    number <= PORT_MAX;
}

static bool
is_loopback(const struct sockaddr *at)
{
	if (at->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)at;

		return ntohl(in->sin_addr.s_addr) >> 24 == 127;
	}
	return at->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(
	    &((const struct sockaddr_in6 *)(const void *)at)->sin6_addr);
}

static int
port_of(int fd)
{
	struct sockaddr_storage at;
	socklen_t len = sizeof(at);

	if (getsockname(fd, (struct sockaddr *)&at, &len) != 0) {
		return 0;
	}
	return at.ss_family == AF_INET ?
	    ntohs(((struct sockaddr_in *)&at)->sin_port) :
	    ntohs(((struct sockaddr_in6 *)&at)->sin6_port);
}

static int
open_socket(const struct addrinfo *at)
{
	int on = 1;
	int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC |
	    SOCK_NONBLOCK, 0);

	if (fd < 0) {
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, at->ai_addr, at->ai_addrlen) != 0 ||
	    listen(fd, BACKLOG) != 0) {
		int why = errno;

		close(fd);
		errno = why;
		return -1;
	}
	return fd;
}

int
listen_on(const char *address, int *port, bool *loopback,
    const char **problem)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICSERV | AI_PASSIVE }, *found;
	char text[ADDRESS_MAX], *host, *service;
	int fd, wrong;

	snprintf(text, sizeof(text), "%s", address);
	if (strlen(address) >= sizeof(text) || !halves(text, &host, &service)) {
		return sorry(problem, address, "write it as HOST:PORT, such as"
		    " 127.0.0.1:8080 or [::1]:8080");
	}
	wrong = getaddrinfo(host, service, &hints, &found);
	if (wrong != 0) {
		return sorry(problem, address, gai_strerror(wrong));
	}
	fd = open_socket(found);
	if (fd < 0) {
		sorry(problem, address, errno == EADDRINUSE ? "another program"
		    " already listens there; choose another port" :
		    strerror(errno));
	} else {
		*loopback = is_loopback(found->ai_addr);
		*port = port_of(fd);
	}
	freeaddrinfo(found);
	return fd;
}
