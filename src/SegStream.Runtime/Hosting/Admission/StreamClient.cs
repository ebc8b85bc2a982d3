using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace SegStream.Hosting;

/// <summary>Who a stream is counted for: an address or network, or what the application says. A value, so that counting by address allocates nothing.</summary>
/// <param name="Network">The bits of the address, or 0 where there is a key.</param>
/// <param name="Key">What <see cref="SegStreamOptions.ClientKey"/> chose.</param>
internal readonly record struct StreamClient(UInt128 Network, string? Key)
{
    /// <summary>Keeps the addresses of both families apart.</summary>
    private static readonly UInt128 IPv4Mark = UInt128.One << 32;

    /// <summary>The client of a request, or <see langword="null"/> when it is not counted.</summary>
    public static StreamClient? Of(HttpContext http, Func<HttpContext, string?>? choose)
    {
        if (choose is not null)
        {
            return choose(http) is { } key ? new StreamClient(0, key) : null;
        }

        return http.Connection.RemoteIpAddress is { } address ? Of(address) : null;
    }

    /// <summary>The client behind an address: an IPv4 address, however it is written, or the /64 network of an IPv6 one, because that is what one subscriber gets.</summary>
    public static StreamClient Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            address.TryWriteBytes(bytes, out _);
            return address.IsIPv4MappedToIPv6
                ? new StreamClient(IPv4Mark | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]), null)
                : new StreamClient((UInt128)BinaryPrimitives.ReadUInt64BigEndian(bytes) << 64, null);
        }

        address.TryWriteBytes(bytes, out _);
        return new StreamClient(IPv4Mark | BinaryPrimitives.ReadUInt32BigEndian(bytes), null);
    }
}
