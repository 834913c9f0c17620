//go:build linux || darwin

package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

func init() { commands["jobshell"] = jobShell }

// jobShell runs a command as a shell with job control does, and says what becomes
// of it and of the terminal: whether that is as it was before, as the command left
// it. Where the command is stopped, "fg" and "bg" continue it. With "background" in
// front, it is started there.
func jobShell() {
	args := os.Args[1:]
	background := args[0] == "background"
	if background {
		args = args[1:]
	}
	const tty = 0
	before := must(unix.IoctlGetTermios(tty, getModes))
	modes := func() string {
		if *must(unix.IoctlGetTermios(tty, getModes)) == *before {
			return "as before"
		}
		return "changed"
	}
	foreground := func(group int) { check(unix.IoctlSetPointerInt(tty, unix.TIOCSPGRP, group)) }

	// It stops first, so that it never runs where it does not belong.
	cmd := exec.Command("sh", append([]string{"-c", `kill -STOP $$; exec "$@"`, "sh"}, args...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	check(cmd.Start())
	signal.Ignore(unix.SIGTTOU, unix.SIGTTIN, unix.SIGTSTP, unix.SIGINT, unix.SIGQUIT, unix.SIGHUP)
	pid := cmd.Process.Pid
	var status unix.WaitStatus
	wait := func() {
		for {
			if _, err := unix.Wait4(pid, &status, unix.WUNTRACED, nil); err != unix.EINTR {
				check(err)
				return
			}
		}
	}
	wait()
	if !background {
		foreground(pid)
	}
	fmt.Printf("<started %d>\n", pid)
	check(unix.Kill(-pid, unix.SIGCONT))
	orders := bufio.NewScanner(os.Stdin)
	for {
		wait()
		left := modes()
		foreground(unix.Getpgrp())
		check(unix.IoctlSetTermios(tty, setModes, before))
		check(discard(tty)) // what a command that did not see its stop coming has left
		switch {
		case status.Exited():
			fmt.Printf("<exit code %d, modes %s>\n", status.ExitStatus(), left)
			return
		case status.Signaled():
			fmt.Printf("<killed by %s, modes %s>\n", unix.SignalName(status.Signal()), left)
			return
		}
		fmt.Printf("<stopped by %s, modes %s>\n", unix.SignalName(status.StopSignal()), left)
		if !orders.Scan() {
			return
		}
		if strings.TrimSpace(orders.Text()) == "fg" {
			foreground(pid)
		}
		check(unix.Kill(-pid, unix.SIGCONT))
	}
}

func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
