using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SegStream.Analyzers.Flow;

namespace SegStream.Analyzers.Lifetime;

/// <summary>SEG0101 and SEG0102: code that owns a stream leaves without ending it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingEndStreamAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LifetimeRules.NeverEnded, LifetimeRules.NotEndedOnEveryPath];

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

    // Graphs are made only for bodies that own a stream; for all others this costs a look at each call.
    private static void Watch(OperationBlockStartAnalysisContext context, StreamSymbols symbols)
    {
        if (context.OwningSymbol is not IMethodSymbol and not IFieldSymbol and not IPropertySymbol)
        {
            return;
        }

        var hasDuty = context.OwningSymbol is IMethodSymbol method && method.Parameters.Any(parameter => StreamDuty.IsOwned(parameter, symbols)) ? 1 : 0;
        context.RegisterOperationAction(
            operation =>
            {
                if (hasDuty == 0 && MakesDuty(operation.Operation, symbols))
                {
                    Interlocked.Exchange(ref hasDuty, 1);
                }
            },
            OperationKind.Invocation,
            OperationKind.AnonymousFunction,
            OperationKind.LocalFunction);
        context.RegisterOperationBlockEndAction(end =>
        {
            if (Volatile.Read(ref hasDuty) != 0)
            {
                Analyze(end, symbols);
            }
        });
    }

    private static bool MakesDuty(IOperation operation, StreamSymbols symbols) => operation switch
    {
        IInvocationOperation call => symbols.CreatesStream(call.TargetMethod),
        IAnonymousFunctionOperation lambda => lambda.Symbol.Parameters.Any(parameter => StreamDuty.IsOwned(parameter, symbols)),
        ILocalFunctionOperation local => local.Symbol.Parameters.Any(parameter => StreamDuty.IsOwned(parameter, symbols)),
        _ => false,
    };

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
            var graph = context.GetControlFlowGraph(block);
            var owner = context.OwningSymbol as IMethodSymbol;
            foreach (var function in FlowFunction.All(graph, owner, symbols))
            {
                Analyze(context, function, captured, symbols);
            }
        }
    }

    private static void Analyze(OperationBlockAnalysisContext context, FlowFunction function, CapturedVariables captured, StreamSymbols symbols)
    {
        Assignments? assignments = null;
        foreach (var duty in StreamDuty.Of(function, symbols))
        {
            assignments ??= new Assignments(function.Graph);
            if (StreamAliases.IsLost(duty, assignments, captured))
            {
                continue;
            }

            var aliases = new StreamAliases(duty, assignments, captured, symbols, function.Symbol);
            var conditions = new Conditions(function, aliases, assignments, captured, symbols);
            var inner = new InnerFunctions(duty, aliases, captured, symbols, context.CancellationToken);
            var effects = new StreamEffects(function, duty, aliases, assignments, captured, symbols, conditions, inner, uses: null);
            var explorer = new PathExplorer(function.Graph, effects, conditions, symbols, context.CancellationToken);
            var leaks = explorer.Explore(new PathState(duty.Parameter is null ? StreamPhase.NotCreated : StreamPhase.Open));
            if (leaks.Count > 0 || effects.IsOverwritten)
            {
                Report(context, function, duty, effects, leaks);
            }
        }
    }

    private static void Report(OperationBlockAnalysisContext context, FlowFunction function, StreamDuty duty, StreamEffects effects, IReadOnlyCollection<ControlFlowBranch> leaks)
    {
        var body = function.Syntax;
        var exits = leaks.Select(leak => ExitLocator.Locate(leak, body)).ToList();
        if (effects.IsOverwritten)
        {
            exits.Add((duty.Creation!.Syntax.GetLocation(), IsExact: false));
        }

        var places = exits.Select(exit => exit.Location).Distinct().OrderBy(exit => exit.SourceSpan.Start).ToImmutableArray();
        var (location, name, sender) = Describe(duty);
        var rule = effects.EndsAnywhere ? LifetimeRules.NotEndedOnEveryPath : LifetimeRules.NeverEnded;
        context.ReportDiagnostic(Diagnostic.Create(
            rule,
            location,
            places,
            ImmutableDictionary<string, string?>.Empty
                .Add(LifetimeRules.SenderProperty, sender)
                .Add(LifetimeRules.ExitsAreExactProperty, exits.All(exit => exit.IsExact) ? bool.TrueString : null),
            name,
            Lines(places)));
    }

    // A build prints the message but not the additional locations.
    private static string Lines(ImmutableArray<Location> places)
        => string.Join(", ", places.Select(place => place.GetMappedLineSpan().StartLinePosition.Line + 1).Distinct());

    private static (Location Location, string Name, string? Sender) Describe(StreamDuty duty)
    {
        if (duty.Parameter is { } parameter)
        {
            var escaped = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax syntax ? syntax.Identifier.Text : parameter.Name;
            var holdsResponse = parameter.Type.Name == "StreamResponse";
            return (parameter.Locations[0], parameter.Name, holdsResponse ? escaped + ".Sender" : escaped);
        }

        var creation = duty.Creation!;
        SyntaxNode value = creation.Syntax;
        var takesSender = value.Parent is MemberAccessExpressionSyntax { Name.Identifier.Text: "Sender" };
        if (takesSender || value.Parent is AwaitExpressionSyntax)
        {
            value = value.Parent!;
        }

        var type = creation.TargetMethod.ReturnType as INamedTypeSymbol;
        var isResponse = !takesSender && (type?.Name == "StreamResponse" || type?.TypeArguments.FirstOrDefault()?.Name == "StreamResponse");
        var variable = value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.Text,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.Text,
            _ => null,
        };
        return (creation.Syntax.GetLocation(), variable ?? creation.Syntax.ToString(), variable is null || !isResponse ? variable : variable + ".Sender");
    }
}
