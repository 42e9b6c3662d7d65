/* scratch.h - for tests: a folder that goes away, and a child that may die. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <stdbool.h>

/* A new, empty folder; false if the system has none. */
bool	scratch_make(void);
/* The same in memory, where making durable costs nothing; on the disk where the
 * system has no such place. For a few small files. */
bool	scratch_make_fast(void);
/* The folder and all the files in it are gone. */
void	scratch_drop(void);
/* The path of a file in it, good until the eighth call after this. */
const char	*scratch_path(const char *name);

/* The signal that ended a child process that did this, or 0. It says nothing
 * on standard error and leaves no core. */
int	dies_of(void (*act)(void));

#endif
