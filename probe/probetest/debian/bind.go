package debian

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/miekg/dns"
)

// BindConfig says which names a server knows.
type BindConfig struct {
	// Listen are the IP addresses; none means [NameHost].
	Listen []string
	// Port is for UDP and TCP; zero means a free high port.
	Port int
	// Zones are the records by zone, as a master file has them (RFC 1035,
	// section 5), without SOA and NS, which are added, and with a TTL of a minute
	// where none is given. Names of no zone are refused; with "." as a zone, which
	// may be empty, they do not exist.
	Zones map[string]string
	// Extra is text for named.conf, behind the options.
	Extra string
}

// Bind is a running name server. It answers for its zones and asks nobody.
type Bind struct {
	// Hosts and Port are where it listens; each host serves the port.
	Hosts []string
	Port  int

	process *process
}

// StartBind runs BIND until the test ends.
func StartBind(t testing.TB, c BindConfig) *Bind {
	t.Helper()
	Require(t, NeedBind)
	note(t, string(NeedBind))

	dir := tempDir(t)
	b := &Bind{Port: c.Port}
	b.Hosts = hostsOr(c.Listen, NameHost)
	release := listen(t, b.Hosts, []string{"tcp", "udp"}, &b.Port)
	b.configure(t, dir, c)

	path, err := program("named")
	if err != nil {
		t.Fatal(err)
	}
	b.process = start(t, "BIND", nil, path, "-g", "-n", "1", "-c", dir+"/named.conf")
	b.process.ready(t, "all zones loaded")
	release()
	for _, host := range b.Hosts {
		for zone := range c.Zones {
			for _, network := range []string{"udp", "tcp"} {
				if err := authoritative(t.Context(), network, address(host, b.Port), zone); err != nil {
					t.Fatalf("BIND does not answer: %v", err)
				}
			}
		}
	}
	return b
}

// Address is the host:port of the server's first address.
func (b *Bind) Address() string { return address(b.Hosts[0], b.Port) }

// authoritative asks for a zone's SOA record.
func authoritative(ctx context.Context, network, addr, zone string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	query := new(dns.Msg).SetQuestion(dns.Fqdn(zone), dns.TypeSOA)
	client := dns.Client{Net: network, Timeout: patience}
	answer, _, err := client.ExchangeContext(ctx, query, addr)
	if err != nil {
		return fmt.Errorf("%s SOA by %s: %w", zone, network, err)
	}
	if answer.Rcode != dns.RcodeSuccess || !answer.Authoritative {
		return fmt.Errorf("%s SOA by %s: %s, authoritative %t", zone, network, dns.RcodeToString[answer.Rcode], answer.Authoritative)
	}
	return nil
}

//go:embed named.conf.tmpl
var namedConf string

// zoneHead begins every zone file. The name server that it names is in no zone
// but the root, which must know its address.
const zoneHead = `$TTL 60
@ SOA ns.invalid. hostmaster.invalid. 1 3600 600 86400 60
@ NS ns.invalid.
`

const rootHead = "ns.invalid. A 192.0.2.53\n"

func (b *Bind) configure(t testing.TB, dir string, c BindConfig) {
	t.Helper()
	type zone struct{ Name, File string }
	var zones []zone
	for i, name := range slices.Sorted(maps.Keys(c.Zones)) {
		text := zoneHead
		if name == "." {
			text += rootHead
		}
		file := "zone-" + strconv.Itoa(i)
		writeFile(t, dir+"/"+file, []byte(text+c.Zones[name]+"\n"), 0o644)
		zones = append(zones, zone{name, file})
	}
	four, six := families(b.Hosts)
	conf := filled(t, namedConf, map[string]any{
		"Dir": dir, "Port": b.Port, "IPv4": four, "IPv6": six, "Zones": zones, "Extra": c.Extra,
	})
	writeFile(t, dir+"/named.conf", []byte(conf), 0o644)
}
