package debian

import (
	"cmp"
	_ "embed"
	"os"
	"os/user"
	"slices"
	"strconv"
	"testing"
	"time"
)

var (
	//go:embed postfix-main.cf.tmpl
	postfixMain string
	//go:embed postfix-master.cf.tmpl
	postfixMaster string
)

func (p *Postfix) configure(t testing.TB, c PostfixConfig) {
	t.Helper()
	c.Hostname = cmp.Or(c.Hostname, defaultHostname)
	facts := map[string]any{
		"Config":    c,
		"Dir":       p.dir,
		"Daemons":   postfixLibexec,
		"Listeners": p.listeners(),
		"Protocols": protocols(p.Hosts),
	}
	if err := os.Mkdir(p.path("etc"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"main.cf": postfixMain, "master.cf": postfixMaster} {
		file := p.path("etc/" + name)
		writeFile(t, file, []byte(filled(t, text, facts)), 0o644)
		// A file that changed within the last two seconds may still be written to,
		// thinks Postfix, and waits until it is older.
		past := time.Now().Add(-time.Hour)
		if err := os.Chtimes(file, past, past); err != nil {
			t.Fatal(err)
		}
	}
	// One file, the key first: smtpd_tls_chain_files in postconf(5).
	writeFile(t, p.path("chain.pem"), slices.Concat(c.Key, []byte("\n"), c.Certificate), 0o600)
	if err := p.makeQueue(); err != nil {
		t.Fatal(err)
	}
}

// listener is a line of master.cf.
type listener struct {
	Address string
	// Name is what the lines of its log go by.
	Name    string
	Options []string
}

// Names of the services in the log, as Debian's master.cf has them.
const (
	relayName       = "postfix"
	submissionName  = "postfix/submission"
	submissionsName = "postfix/submissions"
)

func (p *Postfix) listeners() []listener {
	var listeners []listener
	options := map[string][]string{
		submissionName:  {"smtpd_tls_security_level=encrypt"},
		submissionsName: {"smtpd_tls_wrappermode=yes"},
	}
	for _, host := range p.Hosts {
		for _, port := range p.ports {
			if *port.number != Off {
				listeners = append(listeners, listener{address(host, *port.number), port.name, options[port.name]})
			}
		}
	}
	return listeners
}

// protocols is inet_protocols: without an IPv6 address Postfix need not find
// that the machine can do IPv6.
func protocols(hosts []string) string {
	if _, six := families(hosts); len(six) > 0 {
		return "all"
	}
	return "ipv4"
}

// makeQueue makes the folders that Postfix's own start-up command would make.
func (p *Postfix) makeQueue() error {
	uid, gid, err := postfixOwner()
	if err != nil {
		return err
	}
	type folder struct {
		name     string
		mode     os.FileMode
		uid, gid int
	}
	folders := []folder{
		{"data", 0o700, uid, 0},
		{"queue", 0o755, 0, 0},
		{"queue/pid", 0o755, 0, 0},
		{"queue/maildrop", 0o1730, uid, gid},
		{"queue/public", 0o2710, uid, gid},
	}
	for _, name := range []string{
		"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace",
	} {
		folders = append(folders, folder{"queue/" + name, 0o700, uid, 0})
	}
	for _, f := range folders {
		if err := os.Mkdir(p.path(f.name), 0o700); err != nil {
			return err
		}
		if err := os.Chown(p.path(f.name), f.uid, f.gid); err != nil {
			return err
		}
		if err := os.Chmod(p.path(f.name), f.mode); err != nil {
			return err
		}
	}
	return nil
}

// postfixOwner is the user that Postfix runs as, and the group of its folders
// that others may use.
func postfixOwner() (uid, gid int, err error) {
	owner, err := user.Lookup("postfix")
	if err != nil {
		return 0, 0, err
	}
	group, err := user.LookupGroup("postdrop")
	if err != nil {
		return 0, 0, err
	}
	if uid, err = strconv.Atoi(owner.Uid); err != nil {
		return 0, 0, err
	}
	gid, err = strconv.Atoi(group.Gid)
	return uid, gid, err
}
