//! Who is at the other end of a connection. A header that anybody can write is believed only from our own proxies.
use crate::config::Config;
use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The address that limits count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// The caller's address. Behind a trusted proxy it is the last one in `X-Forwarded-For` that is no proxy of ours.
    /// Requests without a connection (tests that call the router) count as loopback.
    #[must_use]
    pub fn of(config: &Config, extensions: &Extensions, headers: &HeaderMap) -> Self {
        let connected = extensions.get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |c| c.0.ip());
        Self(forwarded(&config.trusted_proxies, connected, headers).unwrap_or(connected))
    }

    /// The key that limits count by: an IPv6 customer has a whole /64, so its last half says nothing.
    #[must_use]
    pub fn key(self) -> IpAddr {
        match self.0 {
            IpAddr::V6(v6) => {
                v6.to_ipv4_mapped().map_or_else(|| IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))), IpAddr::V4)
            }
            v4 => v4,
        }
    }
}

fn forwarded(trusted: &[IpAddr], connected: IpAddr, headers: &HeaderMap) -> Option<IpAddr> {
    let is_proxy = |ip: &IpAddr| trusted.contains(&ip.to_canonical());
    if !is_proxy(&connected) {
        return None;
    }
    let line = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).collect::<Vec<_>>().join(",");
    line.rsplit(',').map_while(|part| part.trim().parse::<IpAddr>().ok()).find(|ip| !is_proxy(ip))
}

#[cfg(test)]
mod tests {
    use super::{Peer, forwarded};
    use http::{HeaderMap, HeaderValue};
    use std::net::IpAddr;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_our_proxy_is_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("198.51.100.1, 203.0.113.7, 10.0.0.2"));
        let trusted = [ip("10.0.0.1"), ip("10.0.0.2")];
        assert_eq!(forwarded(&trusted, ip("10.0.0.1"), &headers), Some(ip("203.0.113.7")));
        assert_eq!(forwarded(&trusted, ip("203.0.113.9"), &headers), None);
        assert_eq!(forwarded(&[], ip("10.0.0.1"), &headers), None);
        headers.insert("x-forwarded-for", HeaderValue::from_static("203.0.113.7, nonsense"));
        assert_eq!(forwarded(&trusted, ip("10.0.0.1"), &headers), None);
    }

    #[test]
    fn neighbours_in_one_ipv6_network_share_a_limit() {
        assert_eq!(Peer(ip("2001:db8::1")).key(), Peer(ip("2001:db8::ffff")).key());
        assert_ne!(Peer(ip("2001:db8::1")).key(), Peer(ip("2001:db8:0:1::1")).key());
        assert_eq!(Peer(ip("::ffff:203.0.113.7")).key(), ip("203.0.113.7"));
    }
}
