# test_counts.awk - how many tests passed, failed and were skipped, from the log
# that meson writes of cmocka programs: "passed failed skipped".
#
# The names of what failed or was skipped are added to the files `fails` and
# `skips`. A program that ended badly although no test of it failed (a crash, a
# finding of a sanitizer, a time-out) is a failure; one that counts nothing and
# ended well has passed as a whole, or was skipped if it ended with 77.

function done_with() {
	if (name != "" && bad && wrong == 0) {
		failed++
		print name " (the program: " result ")" >>fails
	} else if (name != "" && run == 0 && result == "exit status 77") {
		skipped++
		print name >>skips
	} else if (name != "" && !bad && run == 0) {
		passed++
	}
	run = 0
	wrong = 0
}

/^test: / {
	done_with()
	name = $NF
}

/^result: / {
	result = $0
	sub(/^result: */, "", result)
	bad = result !~ /^exit status (0|77)$/
}

/^\[==========\] [0-9]+ test\(s\) run\./ {
	run += $2
}

/^\[       OK \] / {
	passed++
}

# Each is named twice: where it happened, and in the list at the end.
/^\[  FAILED  \] [A-Za-z_0-9]+$/ && !((name, $4) in told) {
	told[name, $4] = 1
	failed++
	wrong++
	print name, $4 >>fails
}

/^\[  SKIPPED \] [A-Za-z_0-9]+$/ && !((name, $4) in told) {
	told[name, $4] = 1
	skipped++
	print name, $4 >>skips
}

END {
	done_with()
	print passed + 0, failed + 0, skipped + 0
}
