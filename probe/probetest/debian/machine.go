package debian

import (
	"context"
	_ "embed"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

//go:embed machine.sh
var machineScript string

// machine is what an unpacked server sees of the world: see machine.sh.
type machine struct {
	unpacked, dir string
	syslog        net.PacketConn
}

// newMachine furnishes a machine for a server. Users are added to those of this
// machine, each with the group that the server's package would give it.
func newMachine(t testing.TB, need Need, users ...machineUser) *machine {
	t.Helper()
	Require(t, need)
	note(t, string(need))
	m := &machine{unpacked: unpackedRoot(need), dir: tempDir(t)}
	for _, dir := range []string{"etc", "run", "var", "var/tmp", "dev"} {
		m.mkdir(t, dir, 0)
	}
	if err := os.Symlink("/run", m.path("var/run")); err != nil {
		t.Fatal(err)
	}
	passwd, group := "", ""
	for _, u := range users {
		passwd += fmt.Sprintf("%s:x:%d:%d::/nonexistent:/usr/sbin/nologin\n", u.name, u.id, u.id)
		group += fmt.Sprintf("%s:x:%d:\n", u.name, u.id)
	}
	for name, more := range map[string]string{"passwd": passwd, "group": group} {
		ours, err := os.ReadFile("/etc/" + name)
		if err != nil {
			t.Fatal(err)
		}
		m.write(t, "etc/"+name, string(ours)+more)
	}
	return m
}

// machineUser is a user that only a machine knows.
type machineUser struct {
	name string
	id   int // of the user and of its group
}

// path is where something on the machine lies for us.
func (m *machine) path(name string) string { return filepath.Join(m.dir, name) }

// mkdir makes a folder on the machine that belongs to a user.
func (m *machine) mkdir(t testing.TB, name string, owner int) {
	t.Helper()
	if err := os.MkdirAll(m.path(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(m.path(name), owner, owner); err != nil {
		t.Fatal(err)
	}
}

// write writes a file on the machine that everybody there may read. None of them
// holds a secret: the keys are the test's own.
func (m *machine) write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(m.path(name)), 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, m.path(name), []byte(text), 0o644)
}

// start runs a program on the machine until the test ends, and everything that it
// starts. What it says, by its output or by syslog, is its log.
func (m *machine) start(t testing.TB, name string, args ...string) *process {
	t.Helper()
	var err error
	if m.syslog, err = net.ListenPacket("unixgram", m.path("dev/log")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(m.path("dev/log"), 0o666); err != nil {
		t.Fatal(err)
	}
	// In a process namespace, so that nothing it leaves behind outlives it.
	args = append([]string{
		"--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--",
		"/bin/sh", "-c", machineScript, "machine", m.unpacked, m.dir,
	}, args...)
	p := start(t, name, nil, "/usr/bin/unshare", args...)
	read := make(chan struct{})
	go func() {
		defer close(read)
		m.readSyslog(p.log)
	}()
	t.Cleanup(func() {
		m.syslog.Close()
		<-read
	})
	return p
}

// listening waits until a server that does not log it accepts connections.
func (p *process) listening(t testing.TB, ports ...int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for _, port := range ports {
		for {
			_, err := touch(ctx, address(Host, port))
			if err == nil {
				break
			}
			if ctx.Err() != nil {
				t.Fatalf("%s did not start: %v", p.name, err)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// readSyslog adds what programs log to a journal.
func (m *machine) readSyslog(log *journal) {
	buffer := make([]byte, 64<<10)
	for {
		n, _, err := m.syslog.ReadFrom(buffer)
		if err != nil {
			return // the test has ended
		}
		log.add(strings.TrimRight(string(buffer[:n]), "\n\x00"))
	}
}

// flush waits until all that was logged by syslog before is in the journal.
func (m *machine) flush(t testing.TB, p *process) {
	t.Helper()
	from := len(p.log.all())
	conn, err := net.Dial("unixgram", m.path("dev/log"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	mark := fmt.Sprintf("MARK-%d", time.Now().UnixNano())
	if _, err := fmt.Fprint(conn, mark); err != nil {
		t.Fatal(err)
	}
	if err := p.await(t, from, mark); err != nil {
		t.Fatalf("reading the log of %s to its end: %v", p.name, err)
	}
}
