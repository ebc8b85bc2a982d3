using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;
using SegStream.Analyzers.Payloads;

namespace SegStream.Analyzers.Lifetime;

/// <summary>SEG0103, SEG0104 and SEG0204: a stream is used after its end, or after the event that its contract calls the last.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UseAfterEndAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LifetimeRules.SentAfterEnd, LifetimeRules.EndedTwice, LifetimeRules.SentAfterTerminal];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (StreamSymbols.Find(start.Compilation) is { } symbols)
            {
                start.RegisterOperationBlockStartAction(block => Watch(block, symbols));
            }
        });
    }

    // Nothing comes after the only call of a body that ends the stream; one that sends may come after itself, in a loop.
    private static void Watch(OperationBlockStartAnalysisContext context, StreamSymbols symbols)
    {
        var uses = 0;
        var marks = 0;
        context.RegisterOperationAction(
            operation =>
            {
                var (found, marked) = Classify((IInvocationOperation)operation.Operation, symbols);
                Interlocked.Add(ref uses, found);
                Interlocked.Add(ref marks, marked);
            },
            OperationKind.Invocation);
        context.RegisterOperationBlockEndAction(end =>
        {
            if (Volatile.Read(ref marks) > 0 && Volatile.Read(ref uses) > 1)
            {
                Analyze(end, symbols);
            }
        });
    }

    private static (int Uses, int Marks) Classify(IInvocationOperation call, StreamSymbols symbols)
    {
        if (StreamSend.Of(call, symbols) is { } send)
        {
            return send.IsTerminal || send.IsStart ? (2, 1) : (1, 0);
        }

        var ends = symbols.EndsStream(call.TargetMethod)
            || call.TargetMethod is { Name: "Complete" or "TryComplete" or "Dispose" }
            || call.TargetMethod.Parameters.Any(symbols.EndsStream);
        return ends ? (1, 1) : (0, 0);
    }

    private static void Analyze(OperationBlockAnalysisContext context, StreamSymbols symbols)
    {
        CapturedVariables? captured = null;
        foreach (var block in context.OperationBlocks)
        {
            if (block.Kind is not (OperationKind.Block or OperationKind.MethodBody or OperationKind.FieldInitializer or OperationKind.PropertyInitializer))
            {
                continue;
            }

            captured ??= new CapturedVariables(context.OperationBlocks);
            foreach (var function in FlowFunction.All(context.GetControlFlowGraph(block), context.OwningSymbol as IMethodSymbol, symbols))
            {
                Analyze(context, function, captured, symbols);
            }
        }
    }

    private static void Analyze(OperationBlockAnalysisContext context, FlowFunction function, CapturedVariables captured, StreamSymbols symbols)
    {
        Assignments? assignments = null;
        foreach (var stream in StreamDuty.Used(function, symbols))
        {
            assignments ??= new Assignments(function.Graph);
            if (StreamAliases.IsLost(stream, assignments, captured))
            {
                continue;
            }

            var aliases = new StreamAliases(stream, assignments, captured, symbols, function.Symbol);
            var conditions = new Conditions(function, aliases, assignments, captured, symbols);
            var uses = new StreamUses(aliases, symbols);
            var effects = new StreamEffects(function, stream, aliases, assignments, captured, symbols, conditions, inner: null, uses);
            var explorer = new PathExplorer(function.Graph, effects, conditions, symbols, context.CancellationToken);
            explorer.Explore(new PathState(stream.Parameter is null ? StreamPhase.NotCreated : StreamPhase.Open));
            if (explorer.IsComplete && aliases.NameOneStream(assignments, uses.IsMadeAgain))
            {
                Report(context, stream, uses);
            }
        }
    }

    private static void Report(OperationBlockAnalysisContext context, StreamDuty stream, StreamUses uses)
    {
        // Only the ends that have an effect are shown; a fix may remove the others.
        var late = uses.Sites.Where(site => site.IsOtherEnd).Select(site => site.Call.Syntax).ToImmutableHashSet();
        var ends = uses.Ends.Where(end => !late.Contains(end)).Select(end => end.GetLocation()).OrderBy(end => end.SourceSpan.Start).ToImmutableArray();
        var lines = string.Join(", ", ends.Select(place => place.GetMappedLineSpan().StartLinePosition.Line + 1).Distinct());
        foreach (var site in uses.Sites.OrderBy(site => site.Call.Syntax.SpanStart))
        {
            if (site.IsAfterEnd)
            {
                Report(context, LifetimeRules.SentAfterEnd, site, stream, ends, lines);
            }
            else if (site.IsOtherEnd)
            {
                Report(context, LifetimeRules.EndedTwice, site, stream, ends, lines);
            }
            else if (site.IsAfterTerminal)
            {
                Report(context, LifetimeRules.SentAfterTerminal, site, stream, [], "an event after a terminal event");
            }
            else if (site.IsSecondStart)
            {
                Report(context, LifetimeRules.SentAfterTerminal, site, stream, [], "a second 'start'");
            }
        }
    }

    private static void Report(OperationBlockAnalysisContext context, DiagnosticDescriptor rule, StreamUseSite site, StreamDuty stream, ImmutableArray<Location> places, string detail)
        => context.ReportDiagnostic(Diagnostic.Create(
            rule,
            MethodName.LocationIn(site.Call),
            places,
            site.Call.TargetMethod.Name,
            stream.Parameter?.Name ?? (site.Send?.Stream ?? site.Call.Instance)?.Syntax.ToString() ?? "",
            detail));
}
