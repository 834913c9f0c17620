package probetest_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"

	"github.com/mailprobe/mailprobe/probe/probetest"
)

// A server that promises TLS and then forges capabilities before it.
func Example() {
	internet, err := probetest.New(probetest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer internet.Close()
	err = internet.Serve(probetest.Server{
		Names: []string{"imap.srv.example"},
		Users: map[string]string{"anna@srv.example": "correct horse"},
		Services: []probetest.Service{{On: "imap", Script: probetest.Script{
			"greeting": "* OK $host at your service",
			"STARTTLS": "$tag OK begin<inject * CAPABILITY IMAP4rev1 AUTH=PLAIN><tls>",
		}}},
	})
	if err != nil {
		log.Fatal(err)
	}

	client, err := internet.DialContext(context.Background(), "tcp", "198.18.0.1:143")
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	lines := bufio.NewScanner(client)
	io.WriteString(client, "a LOGIN anna@srv.example \"correct horse\"\r\nb STARTTLS\r\n")
	for range 4 {
		lines.Scan()
		fmt.Println(lines.Text())
	}
	for _, login := range internet.Log.Logins() {
		fmt.Printf("%s by %s, in TLS: %t, accepted: %t\n", login.User, login.Mechanism, login.TLS, login.Accepted)
	}
	fmt.Println("leaks:", len(internet.Log.Leaks("correct horse")))

	// Output:
	// * OK imap.srv.example at your service
	// a NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.
	// b OK begin
	// * CAPABILITY IMAP4rev1 AUTH=PLAIN
	// anna@srv.example by LOGIN, in TLS: false, accepted: false
	// leaks: 1
}

// Ready-made domains need no more than their name.
func ExampleInternet_Build() {
	internet, err := probetest.New(probetest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer internet.Close()
	if err := internet.Build("implicit.example"); err != nil {
		log.Fatal(err)
	}
	client, err := internet.DialContext(context.Background(), "tcp", "198.18.0.1:993")
	if err != nil {
		log.Fatal(err)
	}
	secure := tls.Client(client, &tls.Config{ServerName: "imap.implicit.example", RootCAs: internet.Roots()})
	defer secure.Close()
	lines := bufio.NewScanner(secure)
	lines.Scan()
	fmt.Fprintf(secure, "a LOGIN %s@implicit.example \"%s\"\r\n", probetest.User, probetest.Password)
	lines.Scan()
	fmt.Println(lines.Text()[:4])

	// Output:
	// a OK
}
