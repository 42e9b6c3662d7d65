/*
 * mkhtml_emit.h - what the generated function writes.
 */
#ifndef MKHTML_EMIT_H
#define MKHTML_EMIT_H

#include "mkhtml_spot.h"

/* A byte of words that a person reads; white space in a row is written once. */
void	emit_word(char);
/* A byte of markup, after words that stood in this place. */
void	emit_markup(char, enum place);
/* All that is pending goes out; code may follow. */
void	emit_end(enum place);

#endif
