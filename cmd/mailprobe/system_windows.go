package main

import (
	"context"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// understandsCodes reports whether a console takes colour and cursor codes, which it
// does only after being told to.
func understandsCodes(fd int) bool {
	var mode uint32
	console := windows.Handle(fd)
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return false
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}

// shell runs a command line as the user would type it. Its quotes are for cmd to
// read: Go's own quoting follows rules that cmd does not know.
func shell(ctx context.Context, line string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "cmd")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd /d /s /c "` + line + `"`}
	return cmd
}
