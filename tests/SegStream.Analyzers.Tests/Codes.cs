using Microsoft.CodeAnalysis.Diagnostics;
using SegStream.Verifiers;

namespace SegStream.Analyzers.Tests;

/// <summary>What the verified codes have in common.</summary>
internal static class Codes
{
    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Channels;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Http.HttpResults;
        global using SegStream;
        """;

    private const string Work = """
        public static class Work
        {
            public static bool If() => false;
            public static void Do() { }
            public static Task DoAsync() => Task.CompletedTask;
            public static void Log(object? what) { }
            public static void Keep<T>(StreamSender<T> sender) { }
            public static Task ProduceAsync<T>(StreamSender<T> sender) => Task.CompletedTask;
            public static void Greet<T>([Borrows] StreamSender<T> sender) { }
            public static void Finish<T>([EndsStream] StreamSender<T> sender) => sender.EndStream();
            [System.Diagnostics.CodeAnalysis.DoesNotReturn] public static void Stop() => throw new InvalidOperationException();
        }
        """;

    /// <summary>The global usings and the methods that the codes call.</summary>
    public static IReadOnlyList<string> Support { get; } = [Usings, Work];

    public static AnalyzerVerifier Of<TAnalyzer>()
        where TAnalyzer : DiagnosticAnalyzer, new()
        => AnalyzerVerifier.Of<TAnalyzer>().Support(Usings, "Usings.cs").Support(Work, "Work.cs");
}
