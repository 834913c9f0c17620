package debian

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"syscall"
)

// ownNamespace gives a process its own network and its own view of the files.
func ownNamespace() *syscall.SysProcAttr {
	attr := ownGroup()
	attr.Cloneflags = syscall.CLONE_NEWNET | syscall.CLONE_NEWNS
	return attr
}

// enter furnishes the namespace that this process was started in.
func enter(ns Namespace) error {
	prefixes, err := ns.prefixes()
	if err != nil {
		return err
	}
	if err := furnishLoopback(prefixes); err != nil {
		return err
	}
	hostname, err := os.Hostname() // for Dovecot, which would ask the name server
	if err != nil {
		return err
	}
	return replaceFiles(map[string]string{
		"/etc/resolv.conf":   "nameserver " + ns.Nameserver + "\n",
		"/etc/hosts":         "127.0.0.1 localhost " + hostname + "\n::1 localhost\n",
		"/etc/nsswitch.conf": "hosts: files dns\n",
	})
}

// replaceFiles puts other files in the place of those of the system, for this
// process and those it starts.
func replaceFiles(files map[string]string) error {
	// Else the mounts would show everywhere.
	if err := syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("making mounts private: %w", err)
	}
	dir, err := os.MkdirTemp("", "mailprobe-etc-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) // a mounted file stays, without its name
	for name, text := range files {
		file := filepath.Join(dir, filepath.Base(name))
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
		err := syscall.Mount(file, name, "", syscall.MS_BIND, "")
		if errors.Is(err, syscall.ENOENT) && name != "/etc/resolv.conf" {
			continue // the system does without
		}
		if err != nil {
			return fmt.Errorf("replacing %s: %w", name, err)
		}
	}
	return nil
}

// furnishLoopback switches the loopback interface on and adds addresses to it,
// through the kernel's routing socket (rtnetlink(7)).
func furnishLoopback(prefixes []netip.Prefix) error {
	lo, err := net.InterfaceByName("lo")
	if err != nil {
		return err
	}
	socket, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, syscall.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer syscall.Close(socket)

	// struct ifinfomsg: family, type, index, flags, and which flags to change.
	up := make([]byte, syscall.SizeofIfInfomsg)
	binary.NativeEndian.PutUint32(up[4:], uint32(lo.Index))
	binary.NativeEndian.PutUint32(up[8:], syscall.IFF_UP)
	binary.NativeEndian.PutUint32(up[12:], syscall.IFF_UP)
	if err := request(socket, syscall.RTM_NEWLINK, up); err != nil {
		return fmt.Errorf("switching the loopback interface on: %w", err)
	}
	for _, prefix := range prefixes {
		if err := request(socket, syscall.RTM_NEWADDR, addressMessage(lo.Index, prefix)); err != nil {
			return fmt.Errorf("adding %v: %w", prefix, err)
		}
	}
	return nil
}

// addressMessage is a struct ifaddrmsg (family, length of the network, flags,
// scope, index) with the address as its attributes.
func addressMessage(index int, prefix netip.Prefix) []byte {
	family := byte(syscall.AF_INET)
	if prefix.Addr().Is6() {
		family = syscall.AF_INET6
	}
	message := []byte{family, byte(prefix.Bits()), 0, syscall.RT_SCOPE_UNIVERSE}
	message = binary.NativeEndian.AppendUint32(message, uint32(index))
	for _, kind := range []uint16{syscall.IFA_LOCAL, syscall.IFA_ADDRESS} {
		address := prefix.Addr().AsSlice()
		message = binary.NativeEndian.AppendUint16(message, uint16(syscall.SizeofRtAttr+len(address)))
		message = binary.NativeEndian.AppendUint16(message, kind)
		message = append(message, address...)
	}
	return message
}

// request sends one message to the kernel and waits for its word on it.
func request(socket int, kind uint16, payload []byte) error {
	const flags = syscall.NLM_F_REQUEST | syscall.NLM_F_ACK
	// struct nlmsghdr: length, type, flags, sequence number, sender.
	message := binary.NativeEndian.AppendUint32(nil, uint32(syscall.SizeofNlMsghdr+len(payload)))
	message = binary.NativeEndian.AppendUint16(message, kind)
	message = binary.NativeEndian.AppendUint16(message, flags)
	message = append(message, make([]byte, 8)...)
	message = append(message, payload...)
	if err := syscall.Sendto(socket, message, 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return err
	}
	answer := make([]byte, os.Getpagesize())
	n, _, err := syscall.Recvfrom(socket, answer, 0)
	if err != nil {
		return err
	}
	replies, err := syscall.ParseNetlinkMessage(answer[:n])
	if err != nil {
		return err
	}
	if len(replies) != 1 || replies[0].Header.Type != syscall.NLMSG_ERROR || len(replies[0].Data) < 4 {
		return errors.New("the kernel's answer is no acknowledgement")
	}
	if errno := -int32(binary.NativeEndian.Uint32(replies[0].Data)); errno != 0 {
		return syscall.Errno(errno)
	}
	return nil
}
