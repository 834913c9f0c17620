package debian

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/base64"
	"fmt"
	"os"
	"os/user"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

//go:embed dovecot.conf.tmpl
var dovecotConf string

func (d *Dovecot) configure(t testing.TB, c DovecotConfig) {
	t.Helper()
	if len(c.Mechanisms) == 0 {
		c.Mechanisms = []string{"plain", "login"}
	}
	c.UsernameFormat = cmp.Or(c.UsernameFormat, "%Lu")
	c.MaxConnections = cmp.Or(c.MaxConnections, 10)
	root := os.Geteuid() == 0
	owner, err := mailOwner(root)
	if err != nil {
		t.Fatal(err)
	}
	home := d.path("home")
	if err := os.Mkdir(home, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(home, owner.UID, owner.GID); err != nil {
		t.Fatal(err)
	}
	users, err := passwdFile(c.Users)
	if err != nil {
		t.Fatal(err)
	}
	passwords, tokens := byCredential(c.Mechanisms)
	if len(tokens) > 0 {
		d.writeTokenKey(t)
	}
	conf := filled(t, dovecotConf, map[string]any{
		"Config":       c,
		"Dir":          d.dir,
		"AuthSocket":   d.AuthSocket(),
		"Hosts":        d.Hosts,
		"Services":     d.services(),
		"Passwords":    passwords,
		"Tokens":       tokens,
		"FailureDelay": int(c.FailureDelay / time.Second),
		"Owner":        owner,
		"Root":         root,
	})
	writeFile(t, d.path("cert.pem"), c.Certificate, 0o644)
	writeFile(t, d.path("key.pem"), c.Key, 0o600)
	writeFile(t, d.path("users"), users, 0o644)
	writeFile(t, d.path("dovecot.conf"), []byte(conf), 0o644)
}

// service is a protocol that is offered on one port at least.
type service struct {
	Protocol fact.Protocol
	// Ports without TLS and with it; zero is how Dovecot writes none.
	Clear, TLS int
}

func (d *Dovecot) services() []service {
	var services []service
	for _, s := range []service{
		{fact.IMAP, d.Ports.IMAP, d.Ports.IMAPS},
		{fact.POP3, d.Ports.POP3, d.Ports.POP3S},
	} {
		s.Clear, s.TLS = max(s.Clear, 0), max(s.TLS, 0)
		if s.Clear > 0 || s.TLS > 0 {
			services = append(services, s)
		}
	}
	return services
}

// passwdFile writes users as Dovecot's passwd-file driver reads them.
func passwdFile(users []User) ([]byte, error) {
	var file bytes.Buffer
	for _, u := range users {
		if strings.ContainsAny(u.Name, ":\r\n") || strings.ContainsAny(u.Fields, "\r\n") || strings.ContainsAny(u.Hash, ":\r\n") {
			return nil, fmt.Errorf("user %q: a colon or line break cannot be written", u.Name)
		}
		password := cmp.Or(u.Hash, "{PLAIN.b64}"+base64.StdEncoding.EncodeToString([]byte(u.Password)))
		fmt.Fprintf(&file, "%s:%s::::::%s\n", u.Name, password, u.Fields)
	}
	return file.Bytes(), nil
}

// account is a user of this machine.
type account struct {
	UID, GID    int
	Name, Group string
}

// mailOwner is whom the mailboxes belong to: Dovecot gives none to root.
func mailOwner(root bool) (account, error) {
	who, err := user.Current()
	if root && err == nil {
		who, err = user.Lookup("nobody")
	}
	if err != nil {
		return account{}, err
	}
	group, err := user.LookupGroupId(who.Gid)
	if err != nil {
		return account{}, err
	}
	uid, err := strconv.Atoi(who.Uid)
	if err != nil {
		return account{}, err
	}
	gid, err := strconv.Atoi(who.Gid)
	if err != nil {
		return account{}, err
	}
	return account{UID: uid, GID: gid, Name: who.Username, Group: group.Name}, nil
}
