package probe_test

import (
	"context"
	"fmt"
	"os"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// onDemand is a Prober on the built-in mail internet; leave its fields empty for the
// real one.
func onDemand(domain string) (*probe.Prober, func()) {
	i, err := probetest.New(probetest.Options{})
	if err != nil {
		panic(err)
	}
	if err := i.Build(domain); err != nil {
		panic(err)
	}
	return &probe.Prober{Dial: i.DialContext, Roots: i.Roots(), Resolver: i.ResolverAddr().String()}, i.Close
}

// The settings of an address, tried with its password.
func ExampleProber_Run() {
	p, done := onDemand("srv.example") // probe.Prober{} for the real network
	defer done()
	query, err := probe.NewQuery("anna@srv.example", "correct horse")
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := p.Run(context.Background(), query)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Status)
	fmt.Println(report.Incoming.Endpoint, report.Incoming.Username)
	fmt.Println(report.Outgoing.Endpoint, report.Outgoing.Username)
	// Output:
	// verified
	// imaps://in1.srv.example:993 anna@srv.example
	// smtps://out1.srv.example:465 anna@srv.example
}

// What was wrong, in words.
func ExampleReport() {
	p, done := onDemand("apppassword.example")
	defer done()
	query, _ := probe.NewQuery("anna@apppassword.example", "correct horse")
	report, err := p.Run(context.Background(), query)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, problem := range report.Problems {
		if problem.Severity == fact.Error {
			fmt.Println(problem.Code)
			fmt.Println(text.Message(problem, text.English))
			fmt.Println(text.Remedy(problem, text.German))
		}
	}
	// Output:
	// app-password-required
	// imap.apppassword.example wants an app password here, not the password of the account.
	// Erstellen Sie in den Sicherheitseinstellungen des Kontos ein App-Passwort und tragen Sie dieses ein.
}

// Servers without an address, and without a login.
func ExampleProber_Examine() {
	p, done := onDemand("srv.example")
	defer done()
	checks, err := p.Examine(context.Background(), probe.Survey{Endpoints: []fact.Endpoint{
		{Protocol: fact.IMAP, Host: "in1.srv.example", Port: 993, TLS: fact.Implicit},
		{Protocol: fact.IMAP, Host: "in1.srv.example", Port: 143, TLS: fact.STARTTLS},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range checks {
		fmt.Println(c.Endpoint, c.Outcome, c.Mechanisms)
	}
	// Output:
	// imaps://in1.srv.example:993 ok [PLAIN LOGIN]
	// imap://in1.srv.example:143 failed []
}

// A report for programs.
func Example_json() {
	p, done := onDemand("srv.example")
	defer done()
	query, _ := probe.NewQuery("anna@srv.example", "")
	report, err := p.Run(context.Background(), query)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (render.JSON{}).Report(os.Stdout, report); err != nil {
		fmt.Println(err)
	}
}
