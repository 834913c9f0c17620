package connect

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/resolve"
)

// KindOf is how an error of the network, of DNS or of a handshake shows.
func KindOf(err error) fact.FailureKind {
	var (
		certificate *CertificateError
		record      tls.RecordHeaderError
		dns         *resolve.Error
	)
	switch {
	case errors.As(err, &certificate):
		return fact.FailCertificate
	case errors.As(err, &record):
		return fact.FailNotTLS
	case errors.As(err, &dns):
		return dnsKinds[dns.Fault]
	case errors.Is(err, ErrLineTooLong), errors.Is(err, ErrDialogueTooLong):
		return fact.FailTooLong
	case errors.Is(err, syscall.ECONNREFUSED):
		return fact.FailRefused
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return fact.FailReset
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETDOWN),
		errors.Is(err, syscall.EADDRNOTAVAIL):
		return fact.FailUnreachable
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return fact.FailClosed
	case isTimeout(err):
		return fact.FailTimeout
	case strings.Contains(err.Error(), "unsupported protocol version"),
		strings.Contains(err.Error(), "protocol version not supported"):
		return fact.FailVersion
	case remoteAlert(err):
		return fact.FailAlert
	case strings.HasPrefix(err.Error(), "tls: "):
		return fact.FailHandshake
	default:
		return fact.FailOther
	}
}

var dnsKinds = map[fact.LookupFault]fact.FailureKind{
	fact.LookupNXDomain:   fact.FailNXDomain,
	fact.LookupNoData:     fact.FailNoAddress,
	fact.LookupServFail:   fact.FailServFail,
	fact.LookupDNSTimeout: fact.FailDNSTimeout,
	fact.LookupNoNetwork:  fact.FailNoNetwork,
}

// remoteAlert recognises an alert from the peer. The alert's own type is not
// exported; the operation is.
func remoteAlert(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "remote error"
}

func isTimeout(err error) bool {
	var ne net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &ne) && ne.Timeout()
}
