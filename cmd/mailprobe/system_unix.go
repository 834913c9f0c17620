//go:build unix

package main

import (
	"context"
	"os/exec"
)

// understandsCodes reports whether a terminal takes colour and cursor codes. All do
// that are still in use, but for those that say in TERM that they are dumb.
func understandsCodes(int) bool { return true }

// shell runs a command line as the user would type it.
func shell(ctx context.Context, line string) *exec.Cmd {
	return exec.CommandContext(ctx, "sh", "-c", line)
}
