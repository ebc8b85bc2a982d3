using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>
/// Lets a client be gone without a word. On Linux, a socket can be given a filter that drops every packet before TCP sees it: nothing is acknowledged, probed or reset from then on, as from
/// a machine without power, and no privilege is needed for it.
/// </summary>
internal static unsafe class SilentSocket
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;
    private const ushort Return = 0x06;

    public static void FallSilent(this Socket socket)
    {
        // One instruction: keep 0 bytes.
        var instruction = new FilterInstruction { Code = Return };
        var program = new FilterProgram { Length = 1, Instructions = &instruction };
        socket.SetRawSocketOption(SocketLevel, AttachFilter, new ReadOnlySpan<byte>(&program, sizeof(FilterProgram)));
    }

    /// <summary><c>struct sock_filter</c> of linux/filter.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FilterInstruction
    {
        public ushort Code;
        public byte JumpTrue;
        public byte JumpFalse;
        public uint Value;
    }

    /// <summary><c>struct sock_fprog</c> of linux/filter.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public FilterInstruction* Instructions;
    }
}
