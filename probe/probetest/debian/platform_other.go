//go:build !linux

package debian

import (
	"errors"
	"syscall"
)

// Nothing here runs where there is no Linux: Require has ended the test before.
// It only lets tests of other systems compile.

var errNoLinux = errors.New("needs Linux")

func ownGroup() *syscall.SysProcAttr { return nil }

func killGroup(int) error { return errNoLinux }

func groupRuns(int) (bool, error) { return false, errNoLinux }

func reserve(_, _ []string) (int, func(), error) { return 0, nil, errNoLinux }

func ownNamespace() *syscall.SysProcAttr { return nil }

func enter(Namespace) error { return errNoLinux }
