package debian

import (
	"context"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// patience bounds every wait for a server. It is spent only where something is
// broken, so it is generous to slow machines.
const patience = 30 * time.Second

// process is a server with all its children, and what it logs.
type process struct {
	name string
	pid  int // also the number of its process group
	log  *journal
}

// start runs the server until the test ends. The server logs to its standard
// output or error, and stays in the foreground.
func start(t testing.TB, name string, env []string, path string, args ...string) *process {
	t.Helper()
	output, input, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = "/"
	cmd.Env = append([]string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"}, env...)
	cmd.Stdout, cmd.Stderr = input, input
	cmd.SysProcAttr = ownGroup()

	err = cmd.Start()
	input.Close()
	if err != nil {
		output.Close()
		t.Fatalf("starting %s: %v", name, err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // killed: that is how every server ends here
	}()
	unguard := guard(t, cmd.Process.Pid)

	p := &process{name: name, pid: cmd.Process.Pid, log: newJournal()}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		p.log.fill(output)
		output.Close()
	}()
	t.Cleanup(func() {
		// All at once and without a farewell: nothing that they keep outlives
		// the test, and Dovecot alone takes a second to stop in order.
		if err := killGroup(p.pid); err != nil {
			t.Errorf("ending %s: %v", name, err)
		}
		unguard()
		for _, done := range []chan struct{}{ended, drained} {
			select {
			case <-done:
			case <-time.After(patience):
				t.Errorf("%s did not end", name)
			}
		}
		p.log.printOnFailure(t, name)
	})
	return p
}

// guard ends the process group should this process die before unguard is
// called: a test that runs into its timeout does no clean-up. A signal from the
// kernel (PR_SET_PDEATHSIG) would not do, since Postfix loses it when it changes
// its user.
func guard(t testing.TB, pgid int) (unguard func()) {
	t.Helper()
	cmd := guardCommand(pgid)
	_, err := cmd.StdinPipe() // held open by cmd, so it ends with this process
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		_ = killGroup(pgid)
		t.Fatalf("guarding a server: %v", err)
	}
	return func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
}

// guardCommand kills the process group when its standard input ends.
func guardCommand(pgid int) *exec.Cmd {
	cmd := exec.Command("/bin/sh", "-c", `read -r never; kill -s KILL -- "-$1"`, "guard", strconv.Itoa(pgid))
	cmd.SysProcAttr = ownGroup() // the terminal's interrupt is not for it
	return cmd
}

// ready waits for the line that the server logs once it accepts connections.
func (p *process) ready(t testing.TB, line string) {
	t.Helper()
	if err := p.await(t, 0, line); err != nil {
		t.Fatalf("%s did not start: %v", p.name, err)
	}
}

// await waits for a text in the log, from a line on.
func (p *process) await(t testing.TB, from int, text string) error {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return p.log.await(ctx, from, text)
}

// tempDir is a folder that the servers' own users can enter. Its path is short,
// since that of a Unix socket has 107 bytes at most and [testing.TB.TempDir]
// would spend them on the test's name.
func tempDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "mailprobe-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Errorf("removing the server's folder: %v", err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// writeFile writes a file that everybody, or only its owner, may read.
func writeFile(t testing.TB, path string, content []byte, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, content, mode); err != nil {
		t.Fatal(err)
	}
}
