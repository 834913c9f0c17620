package debian

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// ownGroup puts a process into a session, and so a process group, of its own.
func ownGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

// killGroup ends all processes of the group and waits until none runs.
func killGroup(pgid int) error {
	deadline := time.Now().Add(patience)
	for {
		// Again and again, for what was being forked at the first time.
		if err := syscall.Kill(-pgid, syscall.SIGKILL); errors.Is(err, syscall.ESRCH) {
			return nil
		} else if err != nil {
			return err
		}
		running, err := groupRuns(pgid)
		if err != nil || !running {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("process group %d is still running", pgid)
		}
		time.Sleep(time.Millisecond)
	}
}

// groupRuns reports whether the group has a process that is not a zombie. A
// zombie holds nothing, and in a container it may stay for good.
func groupRuns(pgid int) (bool, error) {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return false, err
	}
	for _, stat := range stats {
		content, err := os.ReadFile(stat)
		if err != nil {
			continue // it has ended
		}
		// "pid (name) state ppid pgrp", and the name may hold anything.
		fields := bytes.Fields(content[bytes.LastIndexByte(content, ')')+1:])
		if len(fields) > 2 && string(fields[2]) == strconv.Itoa(pgid) && string(fields[0]) != "Z" {
			return true, nil
		}
	}
	return false, nil
}
